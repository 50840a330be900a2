-- Tokens that travel in addresses and work once; only their hash is kept.
create table access_links (
  id uuid primary key,
  token_hash bytea not null unique,
  -- deepLink: a pushed message signs this person in (DR-24)
  -- weChatTicket: a WeChat account that no person is linked to yet, waiting for the binding (DR-03)
  purpose text not null check (purpose in ('deepLink', 'weChatTicket')),
  person_id uuid references people,
  -- the account at the provider (openid) of a weChatTicket
  subject text,
  -- path inside the product that a deepLink opens
  path text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'deepLink') = (person_id is not null and path is not null)),
  check ((purpose = 'weChatTicket') = (subject is not null))
);
create index access_links_expiry on access_links (expires_at);
