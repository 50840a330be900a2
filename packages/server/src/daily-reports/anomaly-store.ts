/** Anomalies and their resolutions. */
import type { Scope } from '@anshao/core/access/rights.ts';
import type { AnomalyState } from '@anshao/core/daily-reports/contract.ts';
import { scopePredicate } from '../access/scope.ts';
import {
  join,
  many,
  maybeOne,
  type Queryable,
  raw,
  run,
  type Sql,
  sql,
  type Transaction,
} from '../base/database/sql.ts';
import { ofCompany } from './company-filter.ts';

export interface AnomalyRow {
  id: string;
  reportId: string;
  communityId: string;
  communityName: string;
  companyId: string | null;
  districtId: string;
  reportDate: string;
  itemCode: string;
  itemNumber: number;
  itemLabel: string;
  originId: string;
  originDate: string;
  state: AnomalyState;
  verifiedAt: Date | null;
  verifiedBy: string | null;
  resolution: {
    id: string;
    description: string;
    fileIds: string[];
    batch: boolean;
    resolvedAt: string;
    resolvedById: string;
    resolvedBy: string;
  } | null;
}

const selected = raw(`a.id, a.report_id as "reportId", a.community_id as "communityId", c.name as "communityName",
  a.company_id as "companyId", a.district_id as "districtId", a.report_date as "reportDate", a.item_code as "itemCode",
  a.item_number as "itemNumber", a.item_label as "itemLabel", a.origin_id as "originId", a.origin_date as "originDate",
  a.state, a.verified_at as "verifiedAt", v.name as "verifiedBy",
  case when s.id is null then null else json_build_object('id', s.id, 'description', s.description, 'fileIds', s.file_ids,
    'batch', s.batch, 'resolvedAt', s.resolved_at, 'resolvedById', s.resolved_by, 'resolvedBy', p.name) end as resolution`);

const joined = raw(`join communities c on c.id = a.community_id left join resolutions s on s.id = a.resolution_id
  left join people p on p.id = s.resolved_by left join people v on v.id = a.verified_by`);

export function anomaliesOfReport(db: Queryable, reportId: string): Promise<AnomalyRow[]> {
  return many(
    db,
    sql`select ${selected} from anomalies a ${joined} where a.report_id = ${reportId} order by a.item_number`,
  );
}

export function anomalyById(db: Queryable, id: string): Promise<AnomalyRow | undefined> {
  return maybeOne(db, sql`select ${selected} from anomalies a ${joined} where a.id = ${id}`);
}

/** What of a community is open from before a day: for each item the last report that named it. */
export function openBefore(
  db: Queryable,
  communityId: string,
  date: string,
): Promise<{ id: string; reportId: string; itemCode: string; originId: string; originDate: string }[]> {
  return many(
    db,
    sql`select distinct on (item_code) id, report_id as "reportId", item_code as "itemCode", origin_id as "originId",
          origin_date as "originDate"
        from anomalies where community_id = ${communityId} and state = 'open' and report_date < ${date}::date
        order by item_code, report_date desc`,
  );
}

/** All days of one thing, first day first. */
export function anomalyChain(
  db: Queryable,
  originId: string,
): Promise<(AnomalyRow & { filedAt: Date; filedBy: string })[]> {
  return many(
    db,
    sql`select ${selected}, r.filed_at as "filedAt", f.name as "filedBy" from anomalies a ${joined}
        join daily_reports r on r.id = a.report_id join people f on f.id = r.filed_by
        where a.origin_id = ${originId} order by a.report_date`,
  );
}

export interface AnomalyFilter {
  state?: AnomalyState;
  communityId?: string;
  districtId?: string;
  companyId?: string;
  itemCode?: string;
  by?: 'thing' | 'day';
}

/** Oldest first, by the day on which the thing was first reported. */
export function listAnomalies(
  db: Queryable,
  scope: Scope,
  filter: AnomalyFilter,
  after: { originDate: string; id: string } | undefined,
  limit: number,
): Promise<(AnomalyRow & { days: number })[]> {
  const where: Sql[] = [scopePredicate(scope, 'a'), sql`a.state = ${filter.state ?? 'open'}`];
  if (filter.by === 'thing') {
    where.push(
      raw(
        'not exists (select from anomalies n where n.origin_id = a.origin_id and n.state = a.state and n.report_date > a.report_date)',
      ),
    );
  }
  if (filter.communityId) where.push(sql`a.community_id = ${filter.communityId}::uuid`);
  if (filter.districtId) where.push(sql`a.district_id = ${filter.districtId}::uuid`);
  if (filter.companyId) where.push(ofCompany('a', filter.companyId));
  if (filter.itemCode) where.push(sql`a.item_code = ${filter.itemCode}`);
  if (after) where.push(sql`(a.origin_date, a.id) > (${after.originDate}::date, ${after.id}::uuid)`);
  return many(
    db,
    sql`with page as materialized (select a.* from anomalies a where ${join(where, ' and ')}
          order by a.origin_date, a.id limit ${limit})
        select ${selected}, (select count(*) from anomalies n where n.origin_id = a.origin_id and n.state = a.state) as days
        from page a ${joined} order by a.origin_date, a.id`,
  );
}

export interface NewResolution {
  id: string;
  description: string;
  fileIds: readonly string[];
  batch: boolean;
  at: Date;
  by: string;
}

/** @returns false when this resolution was written before (the same id sent again) */
export async function insertResolution(transaction: Transaction, resolution: NewResolution): Promise<boolean> {
  return (await insertResolutions(transaction, [resolution])) === 1;
}

/** @returns how many were not there before */
export function insertResolutions(transaction: Transaction, resolutions: readonly NewResolution[]): Promise<number> {
  return run(
    transaction,
    // A list inside a list would be flattened by unnest; ids need no quoting in PostgreSQL's list notation.
    sql`insert into resolutions (id, description, file_ids, batch, resolved_at, resolved_by)
        select u.id, u.description, u.files::uuid[], u.batch, u.at, u.by
        from unnest(${resolutions.map((one) => one.id)}::uuid[], ${resolutions.map((one) => one.description)}::text[],
          ${resolutions.map((one) => `{${one.fileIds.join(',')}}`)}::text[], ${resolutions.map((one) => one.batch)}::boolean[],
          ${resolutions.map((one) => one.at)}::timestamptz[], ${resolutions.map((one) => one.by)}::uuid[])
          as u (id, description, files, batch, at, by)
        on conflict (id) do nothing`,
  );
}

export function resolutionById(
  db: Queryable,
  id: string,
): Promise<{ id: string; resolvedAt: Date; resolvedBy: string; undoneAt: Date | null } | undefined> {
  return maybeOne(
    db,
    sql`select id, resolved_at as "resolvedAt", resolved_by as "resolvedBy", undone_at as "undoneAt" from resolutions where id = ${id}`,
  );
}

export interface ChangedAnomaly {
  id: string;
  reportId: string;
  communityId: string;
  companyId: string | null;
  districtId: string;
}

const changed = raw(
  'id, report_id as "reportId", community_id as "communityId", company_id as "companyId", district_id as "districtId"',
);

/** Resolves those of the given anomalies that are still open, and moves the reports' counts with them. */
export function resolveOpen(
  transaction: Transaction,
  ids: readonly string[],
  resolutionId: string,
): Promise<ChangedAnomaly[]> {
  return resolveEach(
    transaction,
    ids.map((id) => ({ id, resolutionId })),
  );
}

/** The same for anomalies of several resolutions. */
export async function resolveEach(
  transaction: Transaction,
  pairs: readonly { readonly id: string; readonly resolutionId: string }[],
): Promise<ChangedAnomaly[]> {
  const rows = await many<ChangedAnomaly>(
    transaction,
    sql`update anomalies a set state = 'resolved', resolution_id = u.resolution
        from unnest(${pairs.map((pair) => pair.id)}::uuid[], ${pairs.map((pair) => pair.resolutionId)}::uuid[]) as u (anomaly, resolution)
        where a.id = u.anomaly and a.id in (
          select id from anomalies where id = any(${pairs.map((pair) => pair.id)}::uuid[]) and state = 'open' order by id for update)
        returning ${changed}`,
  );
  await moveCounts(transaction, rows, 1);
  return rows;
}

export async function reopen(transaction: Transaction, resolutionId: string, at: Date): Promise<ChangedAnomaly[]> {
  const rows = await many<ChangedAnomaly>(
    transaction,
    sql`update anomalies set state = 'open', resolution_id = null
        where resolution_id = ${resolutionId} and state = 'resolved' returning ${changed}`,
  );
  await moveCounts(transaction, rows, -1);
  await run(transaction, sql`update resolutions set undone_at = ${at} where id = ${resolutionId}`);
  return rows;
}

async function moveCounts(transaction: Transaction, rows: readonly ChangedAnomaly[], by: 1 | -1): Promise<void> {
  if (rows.length === 0) return;
  await run(
    transaction,
    sql`update daily_reports r set resolved_count = r.resolved_count + n.count * ${by}::integer
        from (select report_id, count(*)::integer as count from unnest(${rows.map((row) => row.reportId)}::uuid[]) as u (report_id) group by 1) n
        where r.id = n.report_id`,
  );
}

export interface AnomalyDay extends ChangedAnomaly {
  reportDate: string;
  state: AnomalyState;
  resolvedBy: string | null;
}

/** One day of a thing, or all of them, first day first; they stay as they are until the transaction ends. */
export async function lockDays(
  transaction: Transaction,
  which: { readonly id: string } | { readonly originId: string },
): Promise<AnomalyDay[]> {
  const rows = await many<AnomalyDay>(
    transaction,
    // Locked in order of id, as everything that changes several of them does.
    sql`select a.id, a.report_id as "reportId", a.community_id as "communityId", a.company_id as "companyId",
          a.district_id as "districtId", a.report_date as "reportDate", a.state, s.resolved_by as "resolvedBy"
        from anomalies a left join resolutions s on s.id = a.resolution_id
        where ${'id' in which ? sql`a.id = ${which.id}` : sql`a.origin_id = ${which.originId}`}
        order by a.id for update of a`,
  );
  return rows.sort((a, b) => (a.reportDate < b.reportDate ? -1 : 1));
}

/** @returns those that were in the state to be verified */
export function verifyEach(
  transaction: Transaction,
  verifications: readonly { readonly id: string; readonly at: Date; readonly by: string }[],
): Promise<ChangedAnomaly[]> {
  return many(
    transaction,
    sql`update anomalies a set state = 'verified', verified_at = u.at, verified_by = u.by
        from unnest(${verifications.map((one) => one.id)}::uuid[], ${verifications.map((one) => one.at)}::timestamptz[],
          ${verifications.map((one) => one.by)}::uuid[]) as u (anomaly, at, by)
        where a.id = u.anomaly and a.state = 'resolved' returning ${changed}`,
  );
}

export interface UndoneResolution {
  anomalyId: string;
  reportDate: string;
  resolvedAt: Date;
  resolvedBy: string;
  description: string;
  undoneAt: Date;
}

/** Resolutions that were taken back leave no mark on the anomaly itself, only in the event log. */
export function undoneResolutions(db: Queryable, originId: string): Promise<UndoneResolution[]> {
  return many(
    db,
    sql`select a.id as "anomalyId", a.report_date as "reportDate", s.resolved_at as "resolvedAt", p.name as "resolvedBy",
          s.description, e.at as "undoneAt"
        from anomalies a join events e on e.subject_id = a.id and e.type = 'dailyReports.resolutionUndone'
        join resolutions s on s.id = (e.data->>'resolutionId')::uuid join people p on p.id = s.resolved_by
        where a.origin_id = ${originId}`,
  );
}

/** The days on which the same thing is still open. */
export async function openDaysOf(db: Queryable, originId: string): Promise<string[]> {
  const rows = await many<{ id: string }>(
    db,
    sql`select id from anomalies where origin_id = ${originId} and state = 'open'`,
  );
  return rows.map((row) => row.id);
}

/** How many things are open in each of these communities; the same thing copied on several days counts once. */
export async function openAnomalies(db: Queryable, communityIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await many<{ communityId: string; count: number }>(
    db,
    sql`select community_id as "communityId", count(distinct origin_id) as count from anomalies
        where state = 'open' and community_id = any(${communityIds}::uuid[]) group by 1`,
  );
  return new Map(rows.map((row) => [row.communityId, row.count]));
}
