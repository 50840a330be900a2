-- The platform: directory, sign-in, event log, tasks, plans, forms, files, messages.
-- No triggers, no schema names, no references that leave the tenant's schema (design D1).

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

/* ---- directory ---- */

create table districts (
  id uuid primary key,
  code text not null unique,
  name text not null,
  level text not null check (level in ('province', 'city', 'county', 'street')),
  parent_id uuid references districts,
  position integer not null default 0,
  created_at timestamptz not null
);
create index districts_parent on districts (parent_id);

create table companies (
  id uuid primary key,
  code text not null unique,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index companies_name on companies using gin (name gin_trgm_ops);

create table communities (
  id uuid primary key,
  code text not null unique,
  name text not null,
  district_id uuid not null references districts,
  company_id uuid references companies,
  address text not null default '',
  latitude double precision,
  longitude double precision,
  time_zone text not null default 'Asia/Shanghai',
  status text not null default 'active' check (status in ('active', 'suspended', 'closed')),
  -- name, address, full pinyin and initials, lower case; what the picker searches (DR-05)
  search_text text not null default '',
  -- initials of the name only, so that "dhy" finds 东晖苑 by prefix
  initials text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index communities_district on communities (district_id, id);
create index communities_company on communities (company_id, id);
create index communities_search on communities using gin (search_text gin_trgm_ops);
create index communities_initials on communities (initials text_pattern_ops);

create table people (
  id uuid primary key,
  name text not null,
  mobile text unique,
  -- account name for password sign-in; people with a mobile may use that instead
  account text unique,
  password_hash text,
  must_change_password boolean not null default false,
  status text not null default 'active' check (status in ('active', 'left')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Accounts at outside identity providers, e.g. ('weChat', openid).
create table identities (
  provider text not null,
  subject text not null,
  person_id uuid not null references people,
  -- still follows the official account; template messages reach only followers
  following boolean not null default true,
  created_at timestamptz not null,
  primary key (provider, subject)
);
create index identities_person on identities (person_id);

create table posts (
  id uuid primary key,
  person_id uuid not null references people,
  role text not null,
  community_id uuid references communities,
  company_id uuid references companies,
  district_id uuid references districts,
  starts_at timestamptz not null,
  ends_at timestamptz,
  -- when the person proved the phone number on file (DR-04); null gives no rights
  bound_at timestamptz,
  created_by uuid,
  check (ends_at is null or ends_at >= starts_at),
  check (num_nonnulls(community_id, company_id, district_id) <= 1),
  check (role <> 'personInCharge' or community_id is not null),
  -- one person in charge of a community at a time
  exclude using gist (community_id with =, tstzrange(starts_at, ends_at) with &&) where (role = 'personInCharge')
);
create index posts_person on posts (person_id);
create index posts_community on posts (community_id, role) where ends_at is null;

/* ---- sign-in ---- */

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references people,
  channel text not null,
  user_agent text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_person on sessions (person_id) where revoked_at is null;

create table sign_in_codes (
  id uuid primary key,
  mobile text not null,
  purpose text not null check (purpose in ('bind', 'signIn', 'changeRequest')),
  community_id uuid,
  code_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  attempts integer not null default 0,
  used_at timestamptz
);
create index sign_in_codes_mobile on sign_in_codes (mobile, sent_at desc);

-- Counters that hold across processes: one row per thing counted and window.
create table rate_limits (
  key text not null,
  window_start timestamptz not null,
  hits integer not null,
  expires_at timestamptz not null,
  primary key (key, window_start)
);
create index rate_limits_expiry on rate_limits (expires_at);

-- Failed attempts since the last success; locked until a time.
create table lockouts (
  key text primary key,
  failures integer not null,
  locked_until timestamptz,
  updated_at timestamptz not null
);

create table api_keys (
  id uuid primary key,
  name text not null,
  prefix text not null,
  key_hash bytea not null unique,
  person_id uuid not null references people,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table change_requests (
  id uuid primary key,
  number text not null unique,
  state text not null default 'submitted' check (state in ('submitted', 'approved', 'rejected')),
  community_id uuid not null references communities,
  current_person_id uuid references people,
  name text not null,
  mobile text not null,
  reason text not null,
  file_ids uuid[] not null,
  submitted_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people,
  reject_reason text,
  check ((state = 'submitted') = (decided_at is null)),
  check ((state = 'rejected') = (reject_reason is not null))
);
create unique index change_requests_open on change_requests (community_id) where state = 'submitted';
create index change_requests_state on change_requests (state, submitted_at desc, id desc);

/* ---- event log ---- */

-- Order of commit, not of numbering: a reader takes only rows of transactions older than every one still running
-- (xid below the snapshot's xmin) and goes on from (xid, seq), so that a slow transaction is never skipped.
create table events (
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  at timestamptz not null,
  type text not null,
  actor_id uuid,
  subject_id uuid,
  community_id uuid,
  company_id uuid,
  district_id uuid,
  data jsonb not null default '{}',
  trace text,
  primary key (xid, seq)
);
create index events_subject on events (subject_id, xid, seq);
create index events_at on events (at);

-- How far each reader of the log has come.
create table event_readers (
  name text primary key,
  xid xid8 not null,
  seq bigint not null
);

/* ---- settings and the work calendar ---- */

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by uuid
);

-- Public holidays (off) and swap working days (on); other days follow the weekday.
create table calendar_days (
  day date primary key,
  name text not null,
  working boolean not null,
  source text not null
);

/* ---- forms ---- */

create table forms (
  key text primary key,
  name text not null,
  current_version integer not null,
  -- where it came from: 'preset:<package>' or 'own'
  origin text not null,
  -- fields no version uses any more whose columns are kept (core/forms/publish-plan.ts)
  retired jsonb not null default '[]',
  updated_at timestamptz not null
);

create table form_versions (
  form_key text not null references forms,
  version integer not null,
  definition jsonb not null,
  published_at timestamptz not null,
  published_by uuid,
  primary key (form_key, version)
);

-- Earlier contents of records that were amended; the current content stands in the form's own table.
create table form_record_versions (
  form_key text not null references forms,
  record_id uuid not null,
  revision integer not null,
  form_version integer not null,
  content jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid,
  reason text not null,
  primary key (record_id, revision)
);

create table dictionaries (
  key text primary key,
  name text not null,
  -- raised by every change, so that cached entries know when they are old
  revision bigint not null default 1
);

create table dictionary_entries (
  id uuid primary key,
  dictionary text not null references dictionaries,
  code text not null,
  label text not null,
  position integer not null,
  -- null: everywhere; else only in this district
  district_id uuid references districts,
  effective_from date not null,
  effective_to date,
  details jsonb not null default '{}',
  check (effective_to is null or effective_to >= effective_from)
);
create index dictionary_entries_dictionary on dictionary_entries (dictionary, position);
create unique index dictionary_entries_code on dictionary_entries (dictionary, code, coalesce(district_id, '00000000-0000-0000-0000-000000000000'), effective_from);

/* ---- plans and tasks ---- */

create table plans (
  id uuid primary key,
  key text not null unique,
  name text not null,
  form_key text not null references forms,
  task_kind text not null,
  status text not null check (status in ('active', 'stopped')),
  timing jsonb not null,
  districts jsonb not null default '{}',
  starts_on date not null,
  ends_on date,
  updated_at timestamptz not null
);

create table tasks (
  id uuid primary key,
  plan_id uuid not null references plans,
  kind text not null,
  role text not null,
  community_id uuid not null references communities,
  company_id uuid,
  district_id uuid not null,
  subject_date date not null,
  state text not null default 'open' check (state in ('open', 'done', 'late', 'missed', 'cancelled')),
  published_at timestamptz not null,
  due_at timestamptz not null,
  grace_until timestamptz not null,
  closes_at timestamptz not null,
  opened_at timestamptz,
  done_at timestamptz,
  done_by uuid,
  record_id uuid,
  unique (plan_id, community_id, subject_date),
  check ((state in ('done', 'late')) = (record_id is not null)),
  check (due_at <= grace_until and grace_until <= closes_at)
);
-- the inbox of a person: open tasks of the communities held
create index tasks_inbox on tasks (community_id, due_at) where state = 'open';
-- the board of a day, for everybody, a district, a company
create index tasks_day on tasks (plan_id, subject_date, district_id, company_id) include (state, community_id, record_id);
create index tasks_community_day on tasks (community_id, subject_date desc, plan_id) include (state, record_id);
create index tasks_closing on tasks (closes_at) where state = 'open';

/* ---- files ---- */

create table files (
  id uuid primary key,
  kind text not null check (kind in ('image', 'pdf', 'video', 'audio', 'sheet', 'document')),
  name text not null,
  size bigint not null,
  media_type text not null,
  sha256 text not null,
  width integer,
  height integer,
  -- where the bytes are: keys in the storage, by rendition: {original, full?, thumb?}
  renditions jsonb not null,
  -- what the original told of place and time; evidence, never sent with the picture
  evidence jsonb,
  uploaded_by uuid,
  -- anonymous uploads of a change request carry the ticket's hash instead
  ticket_hash bytea,
  uploaded_at timestamptz not null,
  linked_at timestamptz
);
create index files_orphans on files (uploaded_at) where linked_at is null;

create table file_links (
  file_id uuid not null references files,
  subject_id uuid not null,
  community_id uuid,
  company_id uuid,
  district_id uuid,
  linked_at timestamptz not null,
  primary key (file_id, subject_id)
);

/* ---- messages ---- */

create table messages (
  id uuid primary key,
  -- the same key is the same notice: sending twice is impossible
  key text not null unique,
  person_id uuid not null references people,
  kind text not null,
  title text not null,
  body text not null,
  link text,
  created_at timestamptz not null,
  read_at timestamptz
);
create index messages_person on messages (person_id, created_at desc, id desc);

create table deliveries (
  id uuid primary key,
  -- null for a sign-in code, which belongs to a number and not to a notice
  message_id uuid references messages,
  channel text not null check (channel in ('inApp', 'weChat', 'sms')),
  position integer not null default 0,
  -- one hand-over per key at the provider
  key text not null unique,
  address text not null default '',
  person_id uuid references people,
  kind text not null,
  template text not null,
  params jsonb not null default '{}',
  text text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'accepted', 'delivered', 'read', 'failed', 'skipped')),
  provider text,
  provider_message_id text,
  attempts integer not null default 0,
  not_before timestamptz not null,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  receipt_at timestamptz
);
create index deliveries_due on deliveries (not_before) where state = 'waiting';
create index deliveries_message on deliveries (message_id, position);
create index deliveries_provider on deliveries (provider, provider_message_id) where provider_message_id is not null;
create index deliveries_created on deliveries (created_at desc, id desc);

create table connector_tokens (
  connector text primary key,
  token text not null,
  expires_at timestamptz not null,
  refreshed_at timestamptz not null
);

/* ---- imports ---- */

create table imports (
  id uuid primary key,
  kind text not null check (kind in ('communities', 'people')),
  file_id uuid not null,
  file_name text not null,
  state text not null check (state in ('reading', 'planned', 'running', 'done', 'failed')),
  report jsonb not null,
  mapping jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- The last mapping of columns that worked, per kind and set of titles.
create table import_mappings (
  kind text not null,
  titles_hash text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (kind, titles_hash)
);
