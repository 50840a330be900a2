/** Daily reports: filing and reading. Figures of the board stand in `board-store.ts`, anomalies in `anomaly-store.ts`. */
import type { Scope } from '@anshao/core/access/rights.ts';
import type { AnomalyState } from '@anshao/core/daily-reports/contract.ts';
import type { TaskState } from '@anshao/core/tasks/contract.ts';
import type { ReadAlong } from '../access/routing.ts';
import { scopePredicate } from '../access/scope.ts';
import { join, many, manyPrepared, maybeOne, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { type Fragment, rowsOf } from '../base/database/write-batch.ts';
import { ofCompany } from './company-filter.ts';

export interface FilingContext {
  taskId: string;
  kind: string;
  planName: string;
  communityId: string;
  communityCode: string;
  communityName: string;
  districtName: string;
  companyId: string | null;
  districtId: string;
  timeZone: string;
  subjectDate: string;
  state: TaskState;
  publishedAt: Date;
  dueAt: Date;
  graceUntil: Date;
  closesAt: Date;
  recordId: string | null;
  formKey: string;
  formVersion: number;
  dictionaryRevision: number;
}

/** Everything that filing one task depends on, as one row; read by itself or along with who is asking. */
export function filingRead(taskId: string, dictionary: string): ReadAlong {
  return {
    name: 'filing',
    text: `select t.id as "taskId", t.kind, p.name as "planName", t.community_id as "communityId", c.code as "communityCode",
        c.name as "communityName", d.name as "districtName", t.company_id as "companyId", t.district_id as "districtId",
        c.time_zone as "timeZone", t.subject_date as "subjectDate", t.state, t.published_at as "publishedAt",
        t.due_at as "dueAt", t.grace_until as "graceUntil", t.closes_at as "closesAt", t.record_id as "recordId",
        f.key as "formKey", f.current_version as "formVersion", x.revision as "dictionaryRevision"
      from tasks t
      join plans p on p.id = t.plan_id
      join forms f on f.key = p.form_key
      join communities c on c.id = t.community_id
      join districts d on d.id = t.district_id
      join dictionaries x on x.key = $2::text
      where t.id = $1::uuid`,
    types: ['uuid', 'text'],
    values: [taskId, dictionary],
  };
}

export async function filingContext(
  db: Queryable,
  taskId: string,
  dictionary: string,
): Promise<FilingContext | undefined> {
  const { name, text, values } = filingRead(taskId, dictionary);
  return (await db.query<FilingContext>({ name, text, values: [...values] })).rows[0];
}

/** The row as it comes as JSON: the same, but for its moments. */
export function filingContextFrom(row: unknown): FilingContext | undefined {
  if (row === null || row === undefined) return undefined;
  // Made by the statement above, so its shape is known.
  const context = row as {
    [Key in keyof FilingContext]: FilingContext[Key] extends Date ? string : FilingContext[Key];
  };
  return {
    ...context,
    publishedAt: new Date(context.publishedAt),
    dueAt: new Date(context.dueAt),
    graceUntil: new Date(context.graceUntil),
    closesAt: new Date(context.closesAt),
  };
}

/** True when the version was in force at some moment since then, so that a form published meanwhile costs nobody work. */
export async function versionHeldSince(db: Queryable, formKey: string, version: number, since: Date): Promise<boolean> {
  const row = await maybeOne(
    db,
    sql`select 1 from form_versions v left join form_versions n on n.form_key = v.form_key and n.version = v.version + 1
        where v.form_key = ${formKey} and v.version = ${version} and (n.version is null or n.published_at > ${since})`,
  );
  return row !== undefined;
}

export interface NewReport {
  id: string;
  taskId: string;
  communityId: string;
  companyId: string | null;
  districtId: string;
  reportDate: string;
  filedAt: Date;
  filedBy: string;
  timing: 'onTime' | 'late';
  copyStreak: number;
  prefilledFrom: string | null;
  copiedItems: readonly string[];
  contentHash: string;
  anomalies: readonly NewAnomaly[];
}

export interface NewAnomaly {
  id: string;
  itemCode: string;
  itemNumber: number;
  itemLabel: string;
  originId: string;
  originDate: string;
}

/** @param given an earlier CTE and its column of record ids: only reports among them are inserted */
export function reportFragments(reports: readonly NewReport[], given: { cte: string; column: string }): Fragment[] {
  const rows = rowsOf(
    [
      'uuid',
      'uuid',
      'uuid',
      'uuid',
      'uuid',
      'date',
      'timestamptz',
      'uuid',
      'text',
      'integer',
      'integer',
      'uuid',
      'text',
      'text',
    ],
    reports.map((one) => [
      one.id,
      one.taskId,
      one.communityId,
      one.companyId,
      one.districtId,
      one.reportDate,
      one.filedAt,
      one.filedBy,
      one.timing,
      one.anomalies.length,
      one.copyStreak,
      one.prefilledFrom,
      // codes have no character that PostgreSQL's list notation would need quoted
      `{${one.copiedItems.join(',')}}`,
      one.contentHash,
    ]),
  );
  const filed: Fragment = {
    name: 'filed',
    text: `insert into daily_reports (id, task_id, community_id, company_id, district_id, report_date, filed_at, filed_by,
        timing, abnormal_count, copy_streak, prefilled_from, copied_items, content_hash)
      select u.id, u.task, u.community, u.company, u.district, u.date, u.at, u.by, u.timing, u.abnormal, u.streak, u.source,
        u.copied::text[], u.hash
      from ${rows.text}
        as u (id, task, community, company, district, date, at, by, timing, abnormal, streak, source, copied, hash)
      where u.id in (select ${given.column} from ${given.cte}) returning id`,
    values: rows.values,
  };
  const found = reports.flatMap((report) => report.anomalies.map((anomaly) => ({ report, anomaly })));
  return found.length === 0 ? [filed] : [filed, anomalyFragment(found, { cte: 'filed', column: 'id' })];
}

export function anomalyFragment(
  found: readonly {
    report: Pick<NewReport, 'id' | 'communityId' | 'companyId' | 'districtId' | 'reportDate'>;
    anomaly: NewAnomaly;
  }[],
  given: { cte: string; column: string },
): Fragment {
  return {
    name: 'found',
    text: `insert into anomalies (id, report_id, community_id, company_id, district_id, report_date,
        item_code, item_number, item_label, origin_id, origin_date)
      select u.* from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[],
          $7::text[], $8::integer[], $9::text[], $10::uuid[], $11::date[])
        as u (id, report, community, company, district, date, code, number, label, origin, since)
      where u.report in (select ${given.column} from ${given.cte})`,
    values: [
      found.map(({ anomaly }) => anomaly.id),
      found.map(({ report }) => report.id),
      found.map(({ report }) => report.communityId),
      found.map(({ report }) => report.companyId),
      found.map(({ report }) => report.districtId),
      found.map(({ report }) => report.reportDate),
      found.map(({ anomaly }) => anomaly.itemCode),
      found.map(({ anomaly }) => anomaly.itemNumber),
      found.map(({ anomaly }) => anomaly.itemLabel),
      found.map(({ anomaly }) => anomaly.originId),
      found.map(({ anomaly }) => anomaly.originDate),
    ],
  };
}

export interface ReportRow {
  id: string;
  taskId: string;
  communityId: string;
  communityCode: string;
  communityName: string;
  timeZone: string;
  districtId: string;
  districtName: string;
  companyId: string | null;
  companyName: string | null;
  reportDate: string;
  publishedAt: Date;
  closesAt: Date;
  filedAt: Date;
  filedBy: string;
  filedByName: string;
  timing: 'onTime' | 'late';
  abnormalCount: number;
  resolvedCount: number;
  copyStreak: number;
  copiedItems: string[];
  revision: number;
  contentHash: string;
  anomalies: {
    id: string;
    itemCode: string;
    itemNumber: number;
    itemLabel: string;
    state: AnomalyState;
    firstDate: string;
  }[];
}

const selected = raw(`r.id, r.task_id as "taskId", r.community_id as "communityId", c.code as "communityCode",
  c.name as "communityName", c.time_zone as "timeZone", r.district_id as "districtId", d.name as "districtName", r.company_id as "companyId",
  k.name as "companyName", r.report_date as "reportDate", t.published_at as "publishedAt", t.closes_at as "closesAt",
  r.filed_at as "filedAt", r.filed_by as "filedBy", p.name as "filedByName", r.timing,
  r.abnormal_count as "abnormalCount", r.resolved_count as "resolvedCount", r.copy_streak as "copyStreak",
  r.copied_items as "copiedItems", r.revision, r.content_hash as "contentHash",
  case when r.abnormal_count = 0 then '[]'::json else (
    select coalesce(json_agg(json_build_object('id', a.id, 'itemCode', a.item_code, 'itemNumber', a.item_number,
      'itemLabel', a.item_label, 'state', a.state, 'firstDate', a.origin_date) order by a.item_number), '[]')
    from anomalies a where a.report_id = r.id) end as anomalies`);

const joined = raw(`join tasks t on t.id = r.task_id join communities c on c.id = r.community_id
  join districts d on d.id = r.district_id left join companies k on k.id = r.company_id join people p on p.id = r.filed_by`);

export interface ReportsFilter {
  communityId?: string;
  districtId?: string;
  companyId?: string;
  from?: string;
  to?: string;
  anomaly?: 'any' | 'unresolved' | 'none';
  timing?: 'onTime' | 'late';
  copied?: boolean;
}

function filterPredicate(scope: Scope, filter: ReportsFilter): Sql {
  const where: Sql[] = [scopePredicate(scope, 'r')];
  if (filter.communityId) where.push(sql`r.community_id = ${filter.communityId}::uuid`);
  if (filter.districtId) where.push(sql`r.district_id = ${filter.districtId}::uuid`);
  if (filter.companyId) where.push(ofCompany('r', filter.companyId));
  if (filter.from) where.push(sql`r.report_date >= ${filter.from}::date`);
  if (filter.to) where.push(sql`r.report_date <= ${filter.to}::date`);
  if (filter.anomaly === 'unresolved') where.push(raw('r.resolved_count < r.abnormal_count'));
  if (filter.anomaly === 'any') where.push(raw('r.abnormal_count > 0'));
  if (filter.anomaly === 'none') where.push(raw('r.abnormal_count = 0'));
  if (filter.timing) where.push(sql`r.timing = ${filter.timing}`);
  if (filter.copied !== undefined) where.push(filter.copied ? raw('r.copy_streak > 0') : raw('r.copy_streak = 0'));
  return join(where, ' and ');
}

/** Newest first. The page is found on the narrow table and only its rows are joined with names. */
export function listReports(
  db: Queryable,
  scope: Scope,
  filter: ReportsFilter,
  after: { reportDate: string; id: string } | undefined,
  limit: number,
): Promise<ReportRow[]> {
  const keyset = after ? sql` and (r.report_date, r.id) < (${after.reportDate}::date, ${after.id}::uuid)` : sql``;
  // The limit stands in the text: a plan for an unknown one would sort the whole table. Few values of it are ever asked.
  return manyPrepared(
    db,
    sql`with page as materialized (
          select r.* from daily_reports r where ${filterPredicate(scope, filter)}${keyset}
          order by r.report_date desc, r.id desc limit ${raw(String(Math.trunc(limit)))})
        select ${selected} from page r ${joined} order by r.report_date desc, r.id desc`,
  );
}

export function reportById(db: Queryable, id: string): Promise<ReportRow | undefined> {
  return maybeOne(db, sql`select ${selected} from daily_reports r ${joined} where r.id = ${id}`);
}

export function reportsByIds(db: Queryable, scope: Scope, ids: readonly string[]): Promise<ReportRow[]> {
  return many(
    db,
    sql`select ${selected} from daily_reports r ${joined}
        where r.id = any(${ids}::uuid[]) and ${scopePredicate(scope, 'r')} order by r.report_date`,
  );
}

/** The last report of a community before a day: what can be carried over. */
export function lastReportBefore(
  db: Queryable,
  communityId: string,
  date: string,
): Promise<{ id: string; reportDate: string; copyStreak: number } | undefined> {
  return maybeOne(
    db,
    sql`select r.id, r.report_date as "reportDate", r.copy_streak as "copyStreak" from daily_reports r
        where r.community_id = ${communityId} and r.report_date < ${date}::date order by r.report_date desc limit 1`,
  );
}

/** The form version a record was filled with. */
export async function formVersionOf(db: Queryable, table: string, id: string): Promise<number | undefined> {
  return (
    await maybeOne<{ version: number }>(db, sql`select form_version as version from ${raw(table)} where id = ${id}`)
  )?.version;
}

export interface VersionRow {
  revision: number;
  formVersion: number;
  content: unknown;
  at: Date;
  by: string;
  reason: string;
}

/** What a record was before its amendments, oldest first. */
export function recordVersions(db: Queryable, recordId: string): Promise<VersionRow[]> {
  return many(
    db,
    sql`select v.revision, v.form_version as "formVersion", v.content, v.changed_at as at, coalesce(p.name, '') as by, v.reason
        from form_record_versions v left join people p on p.id = v.changed_by
        where v.record_id = ${recordId} order by v.revision`,
  );
}
