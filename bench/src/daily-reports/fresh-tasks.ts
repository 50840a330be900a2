/** Open tasks on days before everything else, so that writing them again and again leaves the history as it is. */
import { dailyReportPlan } from '@anshao/presets/safety/daily-report.ts';
import type { Database } from '../stand/stand.ts';

export interface FreshTask {
  readonly id: string;
  readonly communityId: string;
  readonly companyId: string;
  readonly districtId: string;
  readonly personId: string;
  readonly date: string;
}

/** @returns one open task for each community and day, day by day */
export async function freshTasks({ runtime: { pool } }: Database, days: number): Promise<FreshTask[]> {
  const { rows } = await pool.query<FreshTask>(
    `with made as (
       insert into tasks (id, plan_id, kind, role, community_id, company_id, district_id, subject_date, published_at, due_at, grace_until, closes_at)
       select uuidv7(), $1, $2, 'personInCharge', c.id, c.company_id, c.district_id, f.day - d,
         now() - interval '1 hour', now() + interval '1 day', now() + interval '1 day', now() + interval '3 days'
       from communities c cross join generate_series(1, $3::integer) d cross join (select min(subject_date) as day from tasks) f
       order by d, c.code returning *)
     select m.id, m.community_id as "communityId", m.company_id as "companyId", m.district_id as "districtId",
       p.person_id as "personId", m.subject_date as date
     from made m join posts p on p.community_id = m.community_id and p.role = 'personInCharge' and p.ends_at is null
     order by m.subject_date desc, m.id`,
    [dailyReportPlan.id, dailyReportPlan.taskKind, days],
  );
  return rows;
}
