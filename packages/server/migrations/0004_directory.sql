-- The directory: search by one or two Chinese characters, and the rows of a sheet that is being imported.

-- A pattern of two Chinese characters has no trigram, so communities_search cannot narrow it. Measured with 10,000
-- communities, '%东晖%': whole trigram index 27 ms, sequential scan 5.0 ms, this index with the pattern as filter 0.3 ms.
-- To repeat: explain (analyze) the statement of packages/server/src/org/picker.ts with either condition.
create index communities_characters on communities using gin (string_to_array(search_text, null));

-- Read once from the file; the job that writes them needs neither the file nor the person's session.
create table import_rows (
  import_id uuid not null references imports,
  -- as the spreadsheet counts, the titles being row 1
  row integer not null,
  -- our field -> text of the cell
  cells jsonb not null,
  -- the dry run found nothing wrong; other rows are never written
  sound boolean not null,
  primary key (import_id, row)
);

-- "Who stands where" by place, running or not; posts_community serves only running ones without an end date.
create index posts_company on posts (company_id) where company_id is not null;
create index posts_district on posts (district_id) where district_id is not null;
create index people_name on people (name, id);
