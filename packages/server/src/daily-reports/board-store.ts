/**
 * Figures of the fill-rate board, from the expected tasks of a day: what was not filed is a row there too. A day is
 * read through the index `tasks_day`, so the cost depends on the number of communities and not on the years kept.
 */
import type { Scope } from '@anshao/core/access/rights.ts';
import { noCompany } from '@anshao/core/daily-reports/contract.ts';
import type { TaskState } from '@anshao/core/tasks/contract.ts';
import { scopePredicate } from '../access/scope.ts';
import { join, many, maybeOne, one, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { ofCompany } from './company-filter.ts';

export type Level = 'district' | 'company' | 'community';

export interface BoardFilter {
  planId: string;
  date: string;
  districtId?: string;
  companyId?: string;
}

function where(scope: Scope, filter: BoardFilter): Sql[] {
  const parts: Sql[] = [sql`t.plan_id = ${filter.planId}`, raw("t.state <> 'cancelled'"), scopePredicate(scope, 't')];
  if (filter.districtId) parts.push(sql`t.district_id = ${filter.districtId}::uuid`);
  if (filter.companyId) parts.push(ofCompany('t', filter.companyId));
  return parts;
}

const figures = raw(`count(*) as expected,
  count(*) filter (where t.state = 'done') as "onTime",
  count(*) filter (where t.state = 'late') as late,
  count(*) filter (where t.state = 'open') as open,
  count(*) filter (where t.state = 'missed') as missed,
  count(*) filter (where r.copy_streak > 0) as copied,
  coalesce(sum(r.abnormal_count), 0) as abnormal,
  coalesce(sum(r.resolved_count), 0) as resolved`);

const figureNames = 'g.expected, g."onTime", g.late, g.open, g.missed, g.copied, g.abnormal, g.resolved';

export interface Figures {
  expected: number;
  onTime: number;
  late: number;
  open: number;
  missed: number;
  copied: number;
  abnormal: number;
  resolved: number;
}

const groups: Readonly<Record<Exclude<Level, 'community'>, { key: Sql; table: Sql; order: Sql }>> = {
  // Districts have an order of their own, the one of their codes.
  district: { key: raw('t.district_id'), table: raw('districts'), order: raw('n.position') },
  company: { key: raw('t.company_id'), table: raw('companies'), order: raw('n.name') },
};

/** Communities without a company are one group more among the companies, the last. */
export function groupRows(
  db: Queryable,
  scope: Scope,
  filter: BoardFilter,
  level: 'district' | 'company',
): Promise<(Figures & { id: string; name: string })[]> {
  const { key, table, order } = groups[level];
  return many(
    db,
    sql`select coalesce(g.place::text, ${noCompany}) as id, coalesce(n.name, '无物业公司') as name, ${raw(figureNames)} from (
          select ${key} as place, ${figures}
          from tasks t left join daily_reports r on r.id = t.record_id and r.report_date = ${filter.date}::date
          where t.subject_date = ${filter.date}::date and ${join(where(scope, filter), ' and ')} group by 1) g
        left join ${table} n on n.id = g.place order by ${order} nulls last, n.id`,
  );
}

export interface CommunityBoardRow {
  id: string;
  name: string;
  taskId: string;
  state: TaskState;
  filedAt: Date | null;
  reportId: string | null;
  copied: number;
  abnormal: number;
  resolved: number;
}

export function communityRows(db: Queryable, scope: Scope, filter: BoardFilter): Promise<CommunityBoardRow[]> {
  return many(
    db,
    sql`select c.id, c.name, t.id as "taskId", t.state, r.filed_at as "filedAt", r.id as "reportId",
          (coalesce(r.copy_streak, 0) > 0)::integer as copied, coalesce(r.abnormal_count, 0) as abnormal,
          coalesce(r.resolved_count, 0) as resolved
        from tasks t join communities c on c.id = t.community_id
        left join daily_reports r on r.id = t.record_id and r.report_date = ${filter.date}::date
        where t.subject_date = ${filter.date}::date and ${join(where(scope, filter), ' and ')} order by c.name, c.id`,
  );
}

export async function totals(
  db: Queryable,
  scope: Scope,
  filter: BoardFilter,
): Promise<Figures & { dueAt: Date | null }> {
  return one(
    db,
    sql`select ${figures}, min(t.due_at) as "dueAt"
        from tasks t left join daily_reports r on r.id = t.record_id and r.report_date = ${filter.date}::date
        where t.subject_date = ${filter.date}::date and ${join(where(scope, filter), ' and ')}`,
  );
}

export interface StripRow {
  id: string;
  date: string;
  expected: number;
  missing: number;
  late: number;
}

/** For each group, each of the last days: expected, not filed, filed late. Answered from the index alone. */
export function strips(
  db: Queryable,
  scope: Scope,
  filter: BoardFilter,
  level: Level,
  days: number,
): Promise<StripRow[]> {
  const key = level === 'community' ? raw('t.community_id') : groups[level].key;
  return many(
    db,
    // Grouped by the key itself: by its text it takes half as long again.
    sql`select coalesce(g.place::text, ${noCompany}) as id, g.date, g.expected, g.missing, g.late from (
          select ${key} as place, t.subject_date as date, count(*) as expected,
            count(*) filter (where t.state in ('open', 'missed')) as missing, count(*) filter (where t.state = 'late') as late
          from tasks t
          where t.subject_date > ${filter.date}::date - ${days}::integer and t.subject_date <= ${filter.date}::date
            and ${join(where(scope, filter), ' and ')}
          group by 1, 2) g`,
  );
}

/** Communities without a report on this day and each of the two expected days before it. */
export async function silentCount(db: Queryable, scope: Scope, filter: BoardFilter): Promise<number> {
  const row = await one<{ count: number }>(
    db,
    sql`select count(*) from (
          select t.community_id from tasks t
          where t.subject_date > ${filter.date}::date - 3 and t.subject_date <= ${filter.date}::date and ${join(where(scope, filter), ' and ')}
          group by 1 having count(*) = 3 and count(t.record_id) = 0) silent`,
  );
  return row.count;
}

export interface MissingTask {
  taskId: string;
  communityId: string;
  communityName: string;
  companyName: string | null;
  districtName: string;
  personId: string | null;
  personName: string | null;
  streak: number;
  state: TaskState;
  openedAt: Date | null;
  urgedAt: Date | null;
  urgeChannel: string | null;
  urgeState: string | null;
}

/** Who has not filed, longest silence first, with the last urging and how far it came. */
export function missing(
  db: Queryable,
  scope: Scope,
  filter: BoardFilter & { communityIds?: readonly string[] },
  after: { streak: number; id: string } | undefined,
  limit: number,
): Promise<MissingTask[]> {
  const parts = where(scope, filter);
  if (filter.communityIds) parts.push(sql`t.community_id = any(${filter.communityIds}::uuid[])`);
  const keyset = after ? sql`where (m.streak, m.id) < (${after.streak}::integer, ${after.id}::uuid)` : sql``;
  return many(
    db,
    sql`with m as materialized (
          select t.id, t.community_id, t.company_id, t.district_id, t.state, t.opened_at, (
            select count(*)::integer from tasks s where s.plan_id = t.plan_id and s.community_id = t.community_id
              and s.subject_date <= t.subject_date and s.subject_date > coalesce((
                select max(f.subject_date) from tasks f where f.plan_id = t.plan_id and f.community_id = t.community_id
                  and f.subject_date < t.subject_date and f.subject_date >= t.subject_date - 60 and f.record_id is not null),
                t.subject_date - 60)) as streak
          from tasks t
          where t.subject_date = ${filter.date}::date and t.state in ('open', 'missed') and ${join(parts, ' and ')}),
        page as (select * from m ${keyset} order by m.streak desc, m.id desc limit ${limit})
        select m.id as "taskId", m.community_id as "communityId", c.name as "communityName", k.name as "companyName",
          d.name as "districtName", p.id as "personId", p.name as "personName", m.streak, m.state, m.opened_at as "openedAt",
          u.at as "urgedAt", v.channel as "urgeChannel", coalesce(case when x.read_at is not null then 'read' end, v.state) as "urgeState"
        from page m join communities c on c.id = m.community_id join districts d on d.id = m.district_id
        left join companies k on k.id = m.company_id
        left join posts o on o.community_id = m.community_id and o.role = 'personInCharge' and o.ends_at is null
        left join people p on p.id = o.person_id
        left join lateral (select u.at, u.message_id from urges u where u.task_id = m.id order by u.at desc limit 1) u on true
        left join messages x on x.id = u.message_id
        left join lateral (select v.channel, v.state from deliveries v where v.message_id = u.message_id
          and v.state not in ('waiting', 'skipped') order by v.position desc limit 1) v on true
        order by m.streak desc, m.id desc`,
  );
}

/** Whom an urging reached the first time, or undefined when it is new or reached nobody. */
export function urged(
  db: Queryable,
  id: string,
  byPerson: string,
): Promise<{ at: Date; people: number; communityIds: string[] } | undefined> {
  return maybeOne(
    db,
    sql`select min(u.at) as at, count(distinct u.person_id)::integer as people,
          array_agg(t.community_id::text) as "communityIds"
        from urges u join tasks t on t.id = u.task_id where u.id = ${id}::uuid and u.by_person = ${byPerson}::uuid
        having count(*) > 0`,
  );
}

export async function missingCount(db: Queryable, scope: Scope, filter: BoardFilter): Promise<number> {
  const row = await one<{ count: number }>(
    db,
    sql`select count(*) from tasks t where t.subject_date = ${filter.date}::date and t.state in ('open', 'missed')
        and ${join(where(scope, filter), ' and ')}`,
  );
  return row.count;
}

export interface CalendarRow {
  date: string;
  taskId: string;
  task: TaskState;
  reportId: string | null;
  abnormal: number | null;
  resolved: number | null;
  holiday: string | null;
}

export function calendar(db: Queryable, planId: string, communityId: string, month: string): Promise<CalendarRow[]> {
  return many(
    db,
    sql`select t.subject_date as date, t.id as "taskId", t.state as task, r.id as "reportId", r.abnormal_count as abnormal,
          r.resolved_count as resolved, h.name as holiday
        from tasks t left join daily_reports r on r.id = t.record_id
        left join calendar_days h on h.day = t.subject_date and not h.working
        where t.plan_id = ${planId} and t.community_id = ${communityId} and t.state <> 'cancelled'
          and t.subject_date >= (${month} || '-01')::date and t.subject_date < (${month} || '-01')::date + interval '1 month'
        order by t.subject_date`,
  );
}
