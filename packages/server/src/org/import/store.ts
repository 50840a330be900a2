/** Imports, their rows, and what has to be known to check a batch of them: all their SQL. */
import type { Scope } from '@anshao/core/access/rights.ts';
import type { CellProblem, ImportKind, NewCompany, Role } from '@anshao/core/org/contract.ts';
import { many, maybeOne, type Queryable, raw, run, sql, type Transaction } from '../../base/database/sql.ts';
import type { StoredCommunity } from '../store.ts';
import type { KnownCompany } from './check-communities.ts';
import { postKey, type StandingPost } from './check-people.ts';
import type { Mapping } from './columns.ts';
import type { ImportRow } from './problems.ts';

export interface StoredReport {
  columns: readonly string[];
  rows: number;
  processed: number;
  toCreate: number;
  toUpdate: number;
  unchanged: number;
  skipped: number;
  problems: readonly CellProblem[];
  problemCount: number;
  newCompanies: readonly NewCompany[];
  newCompanyCount: number;
  /** What whoever confirmed may do; the job has no session to ask. */
  scope: Scope;
  cityWide: boolean;
  /** The last row that is written; a restarted job goes on after it. */
  lastRow: number;
  /** Runs of the job that failed one after another. */
  failures: number;
}

export interface StoredImport {
  id: string;
  kind: ImportKind;
  fileId: string;
  fileName: string;
  state: 'reading' | 'planned' | 'running' | 'done' | 'failed';
  report: StoredReport;
  mapping: Mapping;
  createdBy: string;
}

const columns = raw(
  `id, kind, file_id as "fileId", file_name as "fileName", state, report, mapping, created_by as "createdBy"`,
);

export function findImport(db: Queryable, id: string): Promise<StoredImport | undefined> {
  return maybeOne(db, sql`select ${columns} from imports where id = ${id}`);
}

export function lockImport(transaction: Transaction, id: string): Promise<StoredImport | undefined> {
  return maybeOne(transaction, sql`select ${columns} from imports where id = ${id} for update`);
}

/** @returns false when an import of that id stands already */
export async function insertImport(transaction: Transaction, one: StoredImport, at: Date): Promise<boolean> {
  const written = await run(
    transaction,
    sql`insert into imports (id, kind, file_id, file_name, state, report, mapping, created_by, created_at, updated_at)
        values (${one.id}, ${one.kind}, ${one.fileId}, ${one.fileName}, ${one.state}, ${JSON.stringify(one.report)}::jsonb,
                ${JSON.stringify(one.mapping)}::jsonb, ${one.createdBy}, ${at}, ${at})
        on conflict (id) do nothing`,
  );
  return written === 1;
}

export async function saveProgress(
  transaction: Queryable,
  id: string,
  state: StoredImport['state'],
  report: StoredReport,
  at: Date,
): Promise<void> {
  await run(
    transaction,
    sql`update imports set state = ${state}, report = ${JSON.stringify(report)}::jsonb, updated_at = ${at} where id = ${id}`,
  );
}

export async function insertRows(
  transaction: Transaction,
  importId: string,
  rows: readonly ImportRow[],
  unsound: ReadonlySet<number>,
): Promise<void> {
  await transaction.query(
    `insert into import_rows (import_id, row, cells, sound)
     select $1::uuid, r.* from unnest($2::int[], $3::jsonb[], $4::boolean[]) r`,
    [
      importId,
      rows.map((row) => row.row),
      // A refused row is counted and never read again; what it is refused for may be what jsonb cannot hold.
      rows.map((row) => (unsound.has(row.row) ? '{}' : JSON.stringify(row.cells))),
      rows.map((row) => !unsound.has(row.row)),
    ],
  );
}

export function nextRows(
  transaction: Transaction,
  importId: string,
  after: number,
  limit: number,
): Promise<(ImportRow & { sound: boolean })[]> {
  return many(
    transaction,
    sql`select row, cells, sound from import_rows where import_id = ${importId} and row > ${after} order by row limit ${limit}`,
  );
}

export async function dropRows(transaction: Transaction, importId: string): Promise<void> {
  await run(transaction, sql`delete from import_rows where import_id = ${importId}`);
}

export async function rememberedMapping(db: Queryable, kind: ImportKind, hash: string): Promise<Mapping | undefined> {
  const found = await maybeOne<{ mapping: Mapping }>(
    db,
    sql`select mapping from import_mappings where kind = ${kind} and titles_hash = ${hash}`,
  );
  return found?.mapping;
}

export async function rememberMapping(
  transaction: Transaction,
  kind: ImportKind,
  hash: string,
  mapping: Mapping,
  at: Date,
): Promise<void> {
  await run(
    transaction,
    sql`insert into import_mappings (kind, titles_hash, mapping, used_at)
        values (${kind}, ${hash}, ${JSON.stringify(mapping)}::jsonb, ${at})
        on conflict (kind, titles_hash) do update set mapping = excluded.mapping, used_at = excluded.used_at`,
  );
}

/* ---- what is known ---- */

const storedColumns = raw(`id, code, name, district_id as "districtId", company_id as "companyId", address, latitude,
  longitude, time_zone as "timeZone", status`);

/** In order of id, so that two imports lock the same rows in the same order. */
export async function communitiesByCode(
  db: Queryable,
  codes: readonly string[],
  lock: boolean,
): Promise<ReadonlyMap<string, StoredCommunity>> {
  const rows = await many<StoredCommunity>(
    db,
    sql`select ${storedColumns} from communities where code = any(${codes}::text[]) order by id ${raw(lock ? 'for update' : '')}`,
  );
  return new Map(rows.map((row) => [row.code, row]));
}

export async function companiesBy(
  db: Queryable,
  codes: readonly string[],
  names: readonly string[],
): Promise<{ byCode: ReadonlyMap<string, KnownCompany>; byName: ReadonlyMap<string, readonly KnownCompany[]> }> {
  const rows = await many<KnownCompany>(
    db,
    sql`select id, code, name from companies where code = any(${codes}::text[]) or name = any(${names}::text[])`,
  );
  return { byCode: new Map(rows.map((row) => [row.code, row])), byName: Map.groupBy(rows, (row) => row.name) };
}

export function allCompanies(db: Queryable): Promise<KnownCompany[]> {
  return many(db, sql`select id, code, name from companies order by name, id`);
}

export async function peopleByMobile(
  db: Queryable,
  mobiles: readonly string[],
): Promise<ReadonlyMap<string, { id: string; name: string }>> {
  const rows = await many<{ id: string; name: string; mobile: string }>(
    db,
    sql`select id, name, mobile from people where mobile = any(${mobiles}::text[])`,
  );
  return new Map(rows.map((row) => [row.mobile, row]));
}

/** Posts that are not over: of those people, and of the persons in charge of those communities. */
export async function standingPosts(
  db: Queryable,
  personIds: readonly string[],
  communityIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, readonly StandingPost[]>> {
  const rows = await many<
    StandingPost & { role: Role; communityId: string | null; companyId: string | null; districtId: string | null }
  >(
    db,
    sql`select id, person_id as "personId", starts_at as "startsAt", role, community_id as "communityId",
               company_id as "companyId", district_id as "districtId"
        from posts
        where (person_id = any(${personIds}::uuid[]) or (role = 'personInCharge' and community_id = any(${communityIds}::uuid[])))
          and (ends_at is null or ends_at > ${at})
        order by starts_at`,
  );
  return Map.groupBy(rows, (row) => postKey(row.role, row));
}
