-- Uploads under way: whose they are, and which process is appending to one just now. A row goes when its file is
-- complete (then `files` has the id) or when it expires.

create table uploads (
  id uuid primary key,
  person_id uuid,
  ticket_hash bytea,
  size bigint not null,
  created_at timestamptz not null,
  -- A lease by the database's clock: processes that append share no other clock. Renewed while bytes arrive.
  lock_token uuid,
  locked_until timestamptz,
  -- the sender is back on another connection and asks the process that still holds the lease to let go
  release_wanted boolean not null default false,
  check (num_nonnulls(person_id, ticket_hash) = 1)
);
create index uploads_created on uploads (created_at);
create index uploads_ticket on uploads (ticket_hash) where ticket_hash is not null;
create index files_ticket on files (ticket_hash) where ticket_hash is not null;
create index file_links_subject on file_links (subject_id);
