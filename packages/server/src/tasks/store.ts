/** Tasks: what somebody must do by a time. */
import type { TaskState } from '@anshao/core/tasks/contract.ts';
import { many, maybeOne, one, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { type Fragment, rowsOf } from '../base/database/write-batch.ts';

export interface TaskRow {
  id: string;
  planId: string;
  planName: string;
  kind: string;
  communityId: string;
  communityName: string;
  companyId: string | null;
  districtId: string;
  subjectDate: string;
  state: TaskState;
  publishedAt: Date;
  dueAt: Date;
  graceUntil: Date;
  closesAt: Date;
  openedAt: Date | null;
  doneAt: Date | null;
  doneBy: string | null;
  recordId: string | null;
}

const selected =
  raw(`t.id, t.plan_id as "planId", p.name as "planName", t.kind, t.community_id as "communityId", c.name as "communityName",
  t.company_id as "companyId", t.district_id as "districtId", t.subject_date as "subjectDate", t.state,
  t.published_at as "publishedAt", t.due_at as "dueAt", t.grace_until as "graceUntil", t.closes_at as "closesAt",
  t.opened_at as "openedAt", t.done_at as "doneAt", t.done_by as "doneBy", t.record_id as "recordId"`);

export function taskById(db: Queryable, id: string): Promise<TaskRow | undefined> {
  return maybeOne(
    db,
    sql`select ${selected} from tasks t join communities c on c.id = t.community_id join plans p on p.id = t.plan_id where t.id = ${id}`,
  );
}

export interface InboxFilter {
  communityIds: readonly string[];
  roles: readonly string[];
  now: Date;
  open: boolean;
  kind?: string;
  after?: { dueAt: string; id: string };
  limit: number;
}

/** The inbox of somebody who holds these communities: most urgent first; closed ones latest first. */
export function inbox(db: Queryable, filter: InboxFilter): Promise<TaskRow[]> {
  const where: Sql[] = [
    sql`t.community_id = any(${filter.communityIds}::uuid[])`,
    sql`t.role = any(${filter.roles}::text[])`,
    sql`t.published_at <= ${filter.now}`,
    filter.open ? sql`t.state = 'open'` : sql`t.state <> 'open'`,
  ];
  if (filter.kind) where.push(sql`t.kind = ${filter.kind}`);
  if (filter.after) {
    const { dueAt, id } = filter.after;
    where.push(
      filter.open
        ? sql`(t.due_at, t.id) > (${dueAt}::timestamptz, ${id}::uuid)`
        : sql`(t.due_at, t.id) < (${dueAt}::timestamptz, ${id}::uuid)`,
    );
  }
  const order = filter.open ? raw('t.due_at, t.id') : raw('t.due_at desc, t.id desc');
  return many(
    db,
    sql`select ${selected} from tasks t join communities c on c.id = t.community_id join plans p on p.id = t.plan_id
        where ${where.reduce((all, part) => sql`${all} and ${part}`)} order by ${order} limit ${filter.limit}`,
  );
}

export function inboxCounts(
  db: Queryable,
  communityIds: readonly string[],
  roles: readonly string[],
  now: Date,
): Promise<{ open: number; overdue: number }> {
  return one(
    db,
    sql`select count(*) as open, count(*) filter (where due_at < ${now}) as overdue from tasks
        where community_id = any(${communityIds}::uuid[]) and role = any(${roles}::text[])
          and state = 'open' and published_at <= ${now}`,
  );
}

export interface Completion {
  taskId: string;
  state: 'done' | 'late';
  at: Date;
  by: string;
  recordId: string;
}

/**
 * Completes tasks as part of a composed write. `completed` has a row `(id, record_id)` for each task that this write
 * was the first to complete; none where someone else was, or where the window has closed.
 */
export function completeFragment(completions: readonly Completion[]): Fragment {
  const rows = rowsOf(
    ['uuid', 'text', 'timestamptz', 'uuid', 'uuid'],
    completions.map((one) => [one.taskId, one.state, one.at, one.by, one.recordId]),
  );
  return {
    name: 'completed',
    // 'missed' may be taken back while the window is open: a clock that ran ahead must not cost anyone a report
    text: `update tasks t set state = u.state, done_at = u.at, done_by = u.by, record_id = u.record
      from ${rows.text} as u (task, state, at, by, record)
      where t.id = u.task and t.state in ('open', 'missed') and t.closes_at > u.at returning t.id, t.record_id`,
    values: rows.values,
  };
}

/** Notes that somebody opened the task, the first time only. */
export async function markOpened(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query({
    name: 'task_opened',
    text: 'update tasks set opened_at = $2 where id = $1 and opened_at is null',
    values: [id, at],
  });
}

/** Closes what was not done in its window. @returns the closed tasks */
export function closeExpired(db: Queryable, now: Date, limit: number): Promise<ClosedTask[]> {
  return many(
    db,
    sql`update tasks set state = 'missed'
        where id in (select id from tasks where state = 'open' and closes_at <= ${now} order by closes_at limit ${limit} for update skip locked)
        returning id, kind, community_id as "communityId", company_id as "companyId", district_id as "districtId", subject_date as "subjectDate"`,
  );
}

export interface ClosedTask {
  id: string;
  kind: string;
  communityId: string;
  companyId: string | null;
  districtId: string;
  subjectDate: string;
}
