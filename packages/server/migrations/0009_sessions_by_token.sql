-- A partial index promises few rows, and while the table is small (or was never analysed) the planner reads all of it
-- rather than descending by token. Without the condition nothing but the token finds a session.
drop index sessions_person;
create index sessions_person on sessions (person_id);
