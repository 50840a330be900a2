/** Whom the day's reminders, notices and digests concern. */
import { many, type Queryable, sql } from '../base/database/sql.ts';

/** Where tasks of a day stand: a district in one time zone. */
export interface TaskArea {
  date: string;
  timeZone: string;
  districtId: string;
}

/** Areas with tasks of the plan from one day to another. */
export function taskAreas(db: Queryable, planId: string, from: string, to: string): Promise<TaskArea[]> {
  return many(
    db,
    sql`select distinct t.subject_date as date, c.time_zone as "timeZone", t.district_id as "districtId"
        from tasks t join communities c on c.id = t.community_id
        where t.plan_id = ${planId} and t.subject_date between ${from}::date and ${to}::date and t.state <> 'cancelled'`,
  );
}

export interface OpenTask {
  taskId: string;
  communityName: string;
  timeZone: string;
  dueAt: Date;
  closesAt: Date;
  personId: string;
}

/** Open tasks of a day with whoever is in charge now. People who have not bound yet are reminded too. */
export function openTasks(
  db: Queryable,
  planId: string,
  date: string,
  areas: readonly TaskArea[],
  now: Date,
): Promise<OpenTask[]> {
  return many(
    db,
    sql`select t.id as "taskId", c.name as "communityName", c.time_zone as "timeZone", t.due_at as "dueAt", t.closes_at as "closesAt",
          o.person_id as "personId"
        from tasks t join communities c on c.id = t.community_id
        join posts o on o.community_id = t.community_id and o.role = t.role and o.starts_at <= ${now}
          and (o.ends_at is null or o.ends_at > ${now})
        where t.plan_id = ${planId} and t.subject_date = ${date}::date and t.state = 'open'
          and (t.district_id, c.time_zone) in (
            select * from unnest(${areas.map((area) => area.districtId)}::uuid[], ${areas.map((area) => area.timeZone)}::text[]))
        order by o.person_id, c.name, t.id`,
  );
}

export interface PlaceFigures {
  personId: string;
  placeName: string;
  expected: number;
  missing: number;
  abnormal: number;
  /** Some of the communities that have not filed. */
  missingNames: string[];
}

/**
 * The day's figures of each company or district, for everyone who has a running and proved post there. A place of which
 * nothing is expected gives no row.
 */
export function placeFigures(
  db: Queryable,
  of: 'company' | 'district',
  planId: string,
  date: string,
  areas: readonly TaskArea[],
  now: Date,
): Promise<PlaceFigures[]> {
  const place =
    of === 'company'
      ? { id: sql`t.company_id`, post: sql`o.company_id`, table: sql`companies`, role: 'companyManager' }
      : { id: sql`t.district_id`, post: sql`o.district_id`, table: sql`districts`, role: 'districtOfficer' };
  return many(
    db,
    sql`with figures as (
          select ${place.id} as id, count(*) as expected, count(*) filter (where t.record_id is null) as missing,
            coalesce(sum(r.abnormal_count), 0) as abnormal,
            (array_agg(c.name order by c.name) filter (where t.record_id is null))[1:3] as names
          from tasks t join communities c on c.id = t.community_id
          left join daily_reports r on r.id = t.record_id
          where t.plan_id = ${planId} and t.subject_date = ${date}::date and t.state <> 'cancelled'
            and (t.district_id, c.time_zone) in (
              select * from unnest(${areas.map((area) => area.districtId)}::uuid[], ${areas.map((area) => area.timeZone)}::text[]))
          group by 1)
        select o.person_id as "personId", n.name as "placeName", f.expected, f.missing, f.abnormal,
          coalesce(f.names, '{}') as "missingNames"
        from figures f join ${place.table} n on n.id = f.id
        join posts o on ${place.post} = f.id and o.role = ${place.role} and o.bound_at is not null
          and o.starts_at <= ${now} and (o.ends_at is null or o.ends_at > ${now})
        order by o.person_id, n.name`,
  );
}

/** Of these people and days, those for whom a task is still open. @returns `<day> <person>` */
export async function stillOpen(
  db: Queryable,
  planId: string,
  asked: readonly { date: string; personId: string }[],
  now: Date,
): Promise<Set<string>> {
  const rows = await many<{ date: string; personId: string }>(
    db,
    sql`select u.date, u.person as "personId"
        from unnest(${asked.map(({ date }) => date)}::date[], ${asked.map(({ personId }) => personId)}::uuid[]) as u (date, person)
        where exists (select from posts o join tasks t on t.community_id = o.community_id and t.role = o.role
          where o.person_id = u.person and o.starts_at <= ${now} and (o.ends_at is null or o.ends_at > ${now})
            and t.plan_id = ${planId} and t.subject_date = u.date and t.state = 'open')`,
  );
  return new Set(rows.map(({ date, personId }) => `${date} ${personId}`));
}

/** Urgings of these ids and people whose tasks are all done. @returns their notice keys */
export async function answeredUrges(
  db: Queryable,
  urges: readonly { id: string; personId: string }[],
): Promise<string[]> {
  const rows = await many<{ id: string; personId: string }>(
    db,
    sql`select u.id, u.person_id as "personId"
        from unnest(${urges.map(({ id }) => id)}::uuid[], ${urges.map(({ personId }) => personId)}::uuid[]) as a (id, person)
        join urges u on u.id = a.id and u.person_id = a.person join tasks t on t.id = u.task_id
        group by 1, 2 having bool_and(t.state <> 'open')`,
  );
  return rows.map(({ id, personId }) => `urge:${id}:${personId}`);
}
