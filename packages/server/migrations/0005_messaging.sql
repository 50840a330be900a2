-- Messages on their way: what a hand-over needs to survive a killed process, and what vendors tell us back.

alter table deliveries
  -- when a process took it; long ago and still 'sending' means that process is gone
  add column started_at timestamptz,
  -- after this it is not worth sending any more (a sign-in code has expired by then)
  add column not_after timestamptz,
  -- text and values of a secret message until it is handed over; the readable columns then hold asterisks
  add column sealed bytea,
  -- when the secret in a readable text is overwritten
  add column blank_at timestamptz;

create index deliveries_under_way on deliveries (started_at) where state = 'sending';
create index deliveries_blank on deliveries (blank_at) where blank_at is not null;
-- the outbox: everything to one number, everything of one kind, everything to one person, latest first
create index deliveries_address on deliveries (address text_pattern_ops, created_at desc);
create index deliveries_kind on deliveries (kind, created_at desc, id desc);
create index deliveries_person on deliveries (person_id, created_at desc);
create index deliveries_failed on deliveries (created_at desc, id desc) where state = 'failed';
create index messages_unread on messages (person_id) where read_at is null;

-- Pushes of a vendor that were dealt with: each is repeated until it is answered in time.
create table vendor_pushes (
  connector text not null,
  dedup_key text not null,
  received_at timestamptz not null,
  primary key (connector, dedup_key)
);
create index vendor_pushes_received on vendor_pushes (received_at);

-- A receipt may overtake the answer to the sending it belongs to; it waits here for the delivery to know its number.
create table early_receipts (
  provider text not null,
  provider_message_id text not null,
  state text not null check (state in ('delivered', 'failed')),
  code text,
  at timestamptz not null,
  received_at timestamptz not null,
  primary key (provider, provider_message_id)
);
create index early_receipts_received on early_receipts (received_at);
