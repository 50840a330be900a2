-- Daily reports: what the form's own tables cannot say. Ids are those of the form's records and subform rows.

create table daily_reports (
  id uuid primary key,
  task_id uuid not null unique references tasks,
  community_id uuid not null references communities,
  company_id uuid,
  district_id uuid not null,
  report_date date not null,
  filed_at timestamptz not null,
  filed_by uuid not null references people,
  timing text not null check (timing in ('onTime', 'late')),
  abnormal_count integer not null,
  resolved_count integer not null default 0,
  -- how many reports in a row, this one included, repeat the one before without a change
  copy_streak integer not null default 0,
  -- the report whose answers were carried over, and the items whose answer was left as it was
  prefilled_from uuid,
  copied_items text[] not null default '{}',
  revision integer not null default 1,
  content_hash text not null,
  check (resolved_count between 0 and abnormal_count),
  unique (community_id, report_date)
);
create index daily_reports_day on daily_reports (report_date desc, id desc);
create index daily_reports_district on daily_reports (district_id, report_date desc, id desc);
create index daily_reports_company on daily_reports (company_id, report_date desc, id desc);
create index daily_reports_unresolved on daily_reports (report_date desc, id desc) where resolved_count < abnormal_count;
create index daily_reports_community_unresolved on daily_reports (community_id, report_date desc) where resolved_count < abnormal_count;

create table resolutions (
  id uuid primary key,
  description text not null,
  file_ids uuid[] not null,
  batch boolean not null,
  resolved_at timestamptz not null,
  resolved_by uuid not null references people,
  undone_at timestamptz
);

create table anomalies (
  -- id of the subform row
  id uuid primary key,
  report_id uuid not null references daily_reports,
  community_id uuid not null,
  company_id uuid,
  district_id uuid not null,
  report_date date not null,
  item_code text not null,
  item_number integer not null,
  item_label text not null,
  -- the first report of the same thing; itself when it is new
  origin_id uuid not null,
  origin_date date not null,
  state text not null default 'open' check (state in ('open', 'resolved', 'verified')),
  resolution_id uuid references resolutions,
  verified_at timestamptz,
  verified_by uuid references people,
  check ((state = 'open') = (resolution_id is null)),
  check ((state = 'verified') = (verified_at is not null))
);
create index anomalies_report on anomalies (report_id);
create index anomalies_open on anomalies (origin_date, id) where state = 'open';
create index anomalies_open_community on anomalies (community_id, report_date desc) where state = 'open';
create index anomalies_origin on anomalies (origin_id, report_date);
create index anomalies_resolution on anomalies (resolution_id) where resolution_id is not null;

create table urges (
  -- one urging by an officer
  id uuid not null,
  task_id uuid not null references tasks,
  person_id uuid not null references people,
  message_id uuid references messages,
  at timestamptz not null,
  by_person uuid not null references people,
  primary key (id, task_id)
);
create index urges_task on urges (task_id, at desc);
