/** Plans and the tasks they make. */
import type { Plan, PlanTiming } from '@anshao/core/plans/contract.ts';
import type { TaskTimes } from '@anshao/core/plans/occurrences.ts';
import { many, maybeOne, type Queryable, raw, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';

const selected = raw(`id, key, name, form_key as "formKey", task_kind as "taskKind", status, timing, districts,
  starts_on as "startsOn", ends_on as "endsOn"`);

export function allPlans(db: Queryable): Promise<Plan[]> {
  return many(db, sql`select ${selected} from plans order by name`);
}

export function planById(db: Queryable, id: string): Promise<Plan | undefined> {
  return maybeOne(db, sql`select ${selected} from plans where id = ${id}`);
}

export function insertPlan(db: Queryable, plan: Plan, now: Date): Promise<number> {
  return run(
    db,
    sql`insert into plans (id, key, name, form_key, task_kind, status, timing, districts, starts_on, ends_on, updated_at)
        values (${plan.id}, ${plan.key}, ${plan.name}, ${plan.formKey}, ${plan.taskKind}, ${plan.status},
          ${JSON.stringify(plan.timing)}, ${JSON.stringify(plan.districts)}, ${plan.startsOn}, ${plan.endsOn}, ${now})
        on conflict (key) do nothing`,
  );
}

export function updatePlan(
  transaction: Transaction,
  id: string,
  change: { timing: PlanTiming; districts: Plan['districts']; status: Plan['status'] },
  now: Date,
): Promise<number> {
  return run(
    transaction,
    sql`update plans set timing = ${JSON.stringify(change.timing)}, districts = ${JSON.stringify(change.districts)},
          status = ${change.status}, updated_at = ${now} where id = ${id}`,
  );
}

/** Those of the ids that are districts; what is not even an id is none. */
export async function knownDistricts(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await many<{ id: string }>(db, sql`select id from districts where id::text = any(${ids}::text[])`);
  return rows.map((row) => row.id);
}

/** Time zones and districts in which there are communities that are expected to report. */
export function activeAreas(db: Queryable): Promise<{ timeZone: string; districtId: string }[]> {
  return many(
    db,
    sql`select distinct time_zone as "timeZone", district_id as "districtId" from communities where status = 'active'`,
  );
}

export interface Area {
  timeZone: string;
  districtIds: readonly string[];
}

/**
 * One task for every active community of an area on a day, unless it is there already. A community that was registered
 * after the day's due time is expected from the next day on. The unique key over
 * (plan, community, day) is what makes it exactly one, whoever else does the same at the same moment.
 * @param id of each task, over the community `c`; a demonstration that must be repeatable gives its own
 * @returns how many were new
 */
export function makeTasks(
  db: Queryable,
  plan: Pick<Plan, 'id' | 'taskKind'>,
  role: string,
  area: Area,
  date: string,
  times: TaskTimes,
  id: Sql = raw('uuidv7()'),
): Promise<number> {
  return run(
    db,
    sql`insert into tasks (id, plan_id, kind, role, community_id, company_id, district_id, subject_date,
          published_at, due_at, grace_until, closes_at)
        select ${id}, ${plan.id}::uuid, ${plan.taskKind}, ${role}, c.id, c.company_id, c.district_id, ${date}::date,
          ${times.publishedAt}::timestamptz, ${times.dueAt}::timestamptz, ${times.graceUntil}::timestamptz, ${times.closesAt}::timestamptz
        from communities c
        where c.status = 'active' and c.time_zone = ${area.timeZone} and c.district_id = any(${area.districtIds}::uuid[])
          and c.created_at < ${times.dueAt}::timestamptz
          and (c.created_at at time zone c.time_zone)::date <= ${date}::date
          and not exists (select from tasks t where t.plan_id = ${plan.id} and t.community_id = c.id and t.subject_date = ${date}::date)
        on conflict (plan_id, community_id, subject_date) do nothing`,
  );
}

/** New times for tasks of an area that nobody has done yet; what had closed opens again if its window now reaches on. */
export function retimeTasks(
  db: Queryable,
  planId: string,
  area: Area,
  date: string,
  times: TaskTimes,
  now: Date,
): Promise<number> {
  return run(
    db,
    sql`update tasks t set due_at = ${times.dueAt}, grace_until = ${times.graceUntil}, closes_at = ${times.closesAt},
          state = case when ${times.closesAt}::timestamptz > ${now} then 'open' else t.state end
        from communities c
        where c.id = t.community_id and c.time_zone = ${area.timeZone} and t.district_id = any(${area.districtIds}::uuid[])
          and t.plan_id = ${planId} and t.subject_date = ${date}::date and t.state in ('open', 'missed')`,
  );
}

export async function calendarDays(db: Queryable): Promise<Map<string, { name: string; working: boolean }>> {
  const rows = await many<{ day: string; name: string; working: boolean }>(
    db,
    sql`select day, name, working from calendar_days`,
  );
  return new Map(rows.map(({ day, name, working }) => [day, { name, working }]));
}
