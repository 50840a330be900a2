-- Applications, drafts of forms, rights by form, comments on shared drafts, departments, serial numbers.

create table apps (
  id uuid primary key,
  key text not null unique,
  name text not null,
  icon text not null,
  description text not null default '',
  status text not null default 'active' check (status in ('active', 'stopped')),
  -- {"roles": null} for everybody, or {"roles": ["personInCharge", …]}
  audience jsonb not null default '{"roles": null}',
  menu jsonb not null default '[]',
  -- 'own' or 'preset:<package>'
  origin text not null,
  -- name, icon, description, audience and menu as a package last brought them: what was changed here since is kept
  shipped jsonb,
  revision integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid
);

alter table forms
  add column id uuid,
  add column app_id uuid references apps,
  add column status text not null default 'active' check (status in ('active', 'stopped')),
  -- rights by role (core/forms/designing.ts); null: the defaults of core/forms/access.ts
  add column access jsonb,
  -- the definition as its package last brought it, to go back to
  add column shipped jsonb,
  -- the revision the last draft had: the next goes on from there, so that no number ever means two contents
  add column draft_revision integer not null default 0;
update forms f set id = (v.definition ->> 'id')::uuid
  from form_versions v where v.form_key = f.key and v.version = f.current_version;
alter table forms alter column id set not null, add unique (id);
create index forms_app on forms (app_id);

-- What is new in a version, for those who fill the form.
alter table form_versions add column note text;

create table form_drafts (
  form_id uuid primary key,
  form_key text not null unique,
  app_id uuid not null references apps,
  definition jsonb not null,
  revision integer not null check (revision > 0),
  -- the published version it was drawn from, 0 before the first
  based_on integer not null,
  created_at timestamptz not null,
  created_by uuid,
  saved_at timestamptz not null,
  saved_by uuid
);
create index form_drafts_app on form_drafts (app_id);

-- One row per browser tab that has a draft open.
create table draft_editors (
  form_id uuid not null,
  client uuid not null,
  person_id uuid not null references people,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (form_id, client)
);

create table draft_shares (
  id uuid primary key,
  form_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index draft_shares_form on draft_shares (form_id);

create table draft_comments (
  id uuid primary key,
  form_id uuid not null,
  share_id uuid references draft_shares,
  field text,
  author text not null,
  person_id uuid,
  body text not null,
  vote smallint not null default 0 check (vote between -1 and 1),
  written_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid
);
create index draft_comments_form on draft_comments (form_id, written_at);

-- Records taken out keep their last content here, and come back from here.
alter table form_record_versions
  add column removed boolean not null default false,
  -- of a record taken out: where it belonged, when and by whom it was made
  add column community_id uuid,
  add column created_at timestamptz,
  add column created_by uuid;
-- Ids are made by whoever makes a record: one that was taken from another form must not stand in that form's way.
alter table form_record_versions drop constraint form_record_versions_pkey, add primary key (record_id, form_key, revision);
create index form_record_versions_removed on form_record_versions (form_key, changed_at) where removed;

-- Whose record a file belongs to: rights on it then follow the form (null: a report, a resolution, a change request).
alter table file_links add column form_key text;

-- The last number given per serial field and period; taken in the transaction that writes the record, so none is lost.
create table form_serials (
  form_key text not null references forms,
  -- path of the field: 'number', 'items.number'
  field text not null,
  -- '', '2024', '2024-03', '2024-03-15'
  period text not null,
  last bigint not null,
  primary key (form_key, field, period)
);

-- Entries form a tree where they name a parent.
alter table dictionary_entries add column parent text;

create table departments (
  id uuid primary key,
  company_id uuid references companies,
  parent_id uuid references departments,
  name text not null,
  position integer not null default 0,
  status text not null default 'active' check (status in ('active', 'stopped')),
  check (parent_id <> id)
);
create index departments_company on departments (company_id, position);
create index departments_parent on departments (parent_id);

create table department_members (
  department_id uuid not null references departments,
  person_id uuid not null references people,
  primary key (department_id, person_id)
);
create index department_members_person on department_members (person_id);

-- Who is on duty where: forms may offer only those.
create table duty_shifts (
  id uuid primary key,
  person_id uuid not null references people,
  community_id uuid references communities,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  check (ends_at > starts_at)
);
create index duty_shifts_community on duty_shifts (community_id, ends_at);
create index duty_shifts_person on duty_shifts (person_id, ends_at);
