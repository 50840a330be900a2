/** SQL of single records and of what they were before; their columns are the form's own. */
import { quoted } from '@anshao/core/forms/naming.ts';
import { many, maybeOne, type Queryable, raw, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';
import type { RecordPlace } from './record-places.ts';

export interface RecordHead {
  readonly id: string;
  /** The version of the form it was last written with. */
  readonly version: number;
  readonly revision: number;
  readonly place: RecordPlace;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly createdByName: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly updatedByName: string | null;
}

export interface StoredRecord {
  readonly head: RecordHead;
  /** By column name. */
  readonly cells: Readonly<Record<string, unknown>>;
}

type Row = Record<string, unknown>;

/** What is read beside the columns of the form table `r` itself; users' columns all begin with `c_`. */
export const headColumns = raw(`k.name as community_name, k.company_id, k.district_id, k.time_zone,
  k.status as community_status, pc.name as created_by_name, pu.name as updated_by_name`);
/**
 * Looked up for each record by itself (`offset 0` keeps it so): joined as a whole, PostgreSQL reads all communities and
 * all people twice for a page of twenty, which takes longer than the page.
 */
export const headJoins = raw(`left join lateral (
    select c.name, c.company_id, c.district_id, c.time_zone, c.status from communities c where c.id = r.community_id offset 0) k on true
  left join lateral (select p.name from people p where p.id = r.created_by offset 0) pc on true
  left join lateral (select p.name from people p where p.id = r.updated_by offset 0) pu on true`);

export function recordFrom(row: Row): StoredRecord {
  const text = (name: string) => (row[name] ?? null) as string | null;
  return {
    head: {
      id: row['id'] as string,
      version: row['form_version'] as number,
      revision: row['revision'] as number,
      place: {
        communityId: text('community_id'),
        companyId: text('company_id'),
        districtId: text('district_id'),
        name: text('community_name'),
        timeZone: text('time_zone') ?? 'Asia/Shanghai',
        isClosed: text('community_status') === 'closed',
      },
      createdAt: row['created_at'] as Date,
      createdBy: text('created_by'),
      createdByName: text('created_by_name'),
      updatedAt: row['updated_at'] as Date,
      updatedBy: text('updated_by'),
      updatedByName: text('updated_by_name'),
    },
    cells: row,
  };
}

export async function findRecord(db: Queryable, table: string, id: string): Promise<StoredRecord | undefined> {
  const row = await maybeOne<Row>(
    db,
    sql`select ${headColumns}, r.* from ${raw(quoted(table))} r ${headJoins} where r.id = ${id}`,
  );
  return row && recordFrom(row);
}

/** Holds off other writers of the record. @returns false when it is not at that revision any more */
export async function lockRevision(
  transaction: Transaction,
  table: string,
  id: string,
  revision: number,
): Promise<boolean> {
  const rows = await many(
    transaction,
    sql`select 1 from ${raw(quoted(table))} where id = ${id} and revision = ${revision} for update`,
  );
  return rows.length === 1;
}

export async function deleteRecord(transaction: Transaction, table: string, id: string): Promise<void> {
  await run(transaction, sql`delete from ${raw(quoted(table))} where id = ${id}`);
}

/** After an insert: the record goes on counting where it was, under who made it. */
export async function continueRecord(
  transaction: Transaction,
  table: string,
  record: { id: string; revision: number; createdAt: Date; createdBy: string | null },
): Promise<void> {
  await run(
    transaction,
    sql`update ${raw(quoted(table))} set revision = ${record.revision}, created_at = ${record.createdAt},
          created_by = ${record.createdBy} where id = ${record.id}`,
  );
}

/* ---- what records were before ---- */

export interface FormerContent {
  readonly formKey: string;
  readonly head: RecordHead;
  /** Values as stored: sealed fields stay sealed. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** Keeps what a record was; with `removed` the record itself is going, and can be brought back from here. */
export async function keepContent(transaction: Transaction, former: FormerContent, removed?: 'removed'): Promise<void> {
  const { formKey, head, content, at, by, reason } = former;
  await run(
    transaction,
    sql`insert into form_record_versions (form_key, record_id, revision, form_version, content, changed_at, changed_by,
          reason, removed, community_id, created_at, created_by)
        values (${formKey}, ${head.id}, ${head.revision}, ${head.version}, ${JSON.stringify(content)}, ${at}, ${by},
          ${reason}, ${removed !== undefined}, ${head.place.communityId}, ${head.createdAt}, ${head.createdBy})`,
  );
}

export interface FormerRow {
  revision: number;
  version: number;
  content: Record<string, unknown>;
  at: Date;
  by: string | null;
  byName: string | null;
  reason: string;
}

/** Newest first. */
export function formerContents(db: Queryable, formKey: string, id: string): Promise<FormerRow[]> {
  return many(
    db,
    sql`select v.revision, v.form_version as version, v.content, v.changed_at as at, v.changed_by as by,
          p.name as "byName", v.reason
        from form_record_versions v left join people p on p.id = v.changed_by
        where v.record_id = ${id} and v.form_key = ${formKey} order by v.revision desc`,
  );
}

/** Of several records, by id, newest first: what each was and when it was replaced. */
export async function formerContentsOf(
  db: Queryable,
  formKey: string,
  ids: readonly string[],
): Promise<Map<string, Pick<FormerRow, 'content' | 'at'>[]>> {
  if (ids.length === 0) return new Map();
  const rows = await many<{ id: string } & Pick<FormerRow, 'content' | 'at'>>(
    db,
    sql`select record_id as id, content, changed_at as at from form_record_versions
        where record_id = any(${ids}::uuid[]) and form_key = ${formKey} order by revision desc`,
  );
  return Map.groupBy(rows, ({ id }) => id);
}

export interface RemovedRow extends FormerRow {
  communityId: string | null;
  createdAt: Date;
  createdBy: string | null;
}

/** What a removed record was at last; undefined while it is there. */
export function removedContent(db: Queryable, formKey: string, id: string): Promise<RemovedRow | undefined> {
  return maybeOne(
    db,
    sql`select v.revision, v.form_version as version, v.content, v.changed_at as at, v.changed_by as by, null as "byName",
          v.reason, v.community_id as "communityId", v.created_at as "createdAt", v.created_by as "createdBy"
        from form_record_versions v where v.record_id = ${id} and v.form_key = ${formKey} and v.removed`,
  );
}

/**
 * Records that were taken out, the last first, as records are read otherwise: who removed it stands where the last
 * change does.
 * @param reach what the reader may see of them, on `r`
 */
export async function removedRecords(
  db: Queryable,
  formKey: string,
  reach: Sql,
  after: readonly [at: string, id: string] | undefined,
  limit: number,
): Promise<(StoredRecord & { readonly content: Readonly<Record<string, unknown>> })[]> {
  const further = after
    ? sql`and (v.changed_at, v.record_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
    : raw('');
  const rows = await many<Row>(
    db,
    sql`select ${headColumns}, r.* from (
          select v.record_id as id, v.form_version, v.revision, v.community_id, v.created_at, v.created_by,
            v.changed_at as updated_at, v.changed_by as updated_by, v.content
          from form_record_versions v where v.form_key = ${formKey} and v.removed ${further}) r ${headJoins}
        where ${reach} order by r.updated_at desc, r.id desc limit ${limit}`,
  );
  return rows.map((row) => ({ ...recordFrom(row), content: row['content'] as Record<string, unknown> }));
}

/** @returns false when it is not among the removed any more */
export async function markRestored(transaction: Transaction, formKey: string, id: string): Promise<boolean> {
  const marked = await run(
    transaction,
    sql`update form_record_versions set removed = false where record_id = ${id} and form_key = ${formKey} and removed`,
  );
  return marked > 0;
}

/** How many records of a table name this one in a column of ids, counted up to a limit. */
export async function countNaming(
  db: Queryable,
  where: { table: string; column: string; isList: boolean },
  id: string,
  most: number,
): Promise<number> {
  const column = raw(`r.${quoted(where.column)}`);
  const names: Sql = where.isList ? sql`${column} @> array[${id}::uuid]` : sql`${column} = ${id}::uuid`;
  const rows = await many(db, sql`select 1 from ${raw(quoted(where.table))} r where ${names} limit ${most}`);
  return rows.length;
}
