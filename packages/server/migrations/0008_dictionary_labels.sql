-- What an entry was called before, each with the moment until which it was: [{"label": "消防安全", "until": "2026-…"}],
-- the oldest first. Records saved until then go on showing that name (ADR 0013).
alter table dictionary_entries add column former_labels jsonb not null default '[]';
