/** What somebody would write by hand in SQL for the same answers, with the same columns, prepared. */
import { dailyReportPlan } from '@anshao/presets/safety/daily-report.ts';
import type pg from 'pg';

/** @param where on `r` (daily_reports) */
export function bareList(name: string, where: string, values: readonly unknown[]): pg.QueryConfig {
  return {
    name,
    text: `select r.id, r.community_id, c.name as community, d.name as district, k.name as company, r.report_date,
        t.published_at, r.filed_at, p.name as filed_by, r.timing, r.abnormal_count, r.resolved_count, r.copy_streak, r.revision,
        (select json_agg(json_build_object('id', a.id, 'itemCode', a.item_code, 'itemNumber', a.item_number,
           'itemLabel', a.item_label, 'state', a.state) order by a.item_number)
         from anomalies a where a.report_id = r.id) as anomalies
      from daily_reports r
      join tasks t on t.id = r.task_id
      join communities c on c.id = r.community_id
      join districts d on d.id = r.district_id
      left join companies k on k.id = r.company_id
      join people p on p.id = r.filed_by
      where ${where}
      order by r.report_date desc, r.id desc limit 20`,
    values: [...values],
  };
}

const figures = `count(*) as expected, count(*) filter (where t.state = 'done') as on_time,
  count(*) filter (where t.state = 'late') as late, count(*) filter (where t.state = 'open') as open,
  count(*) filter (where t.state = 'missed') as missed, count(*) filter (where r.copy_streak > 0) as copied,
  sum(r.abnormal_count) as abnormal, sum(r.resolved_count) as resolved`;

/**
 * The board of a day in three statements: groups (their sum is the city's), cells of the strip, silent communities.
 * They are sent one after the other over one connection.
 */
export function bareBoard(level: 'district' | 'company', date: string, stripDays: number): pg.QueryConfig[] {
  const table = level === 'district' ? 'districts' : 'companies';
  return [
    {
      name: `board_${level}`,
      text: `select g.*, n.name from (
          select t.${level}_id as id, min(t.due_at) as due_at, ${figures}
          from tasks t left join daily_reports r on r.id = t.record_id and r.report_date = $2
          where t.plan_id = $1 and t.subject_date = $2 and t.state <> 'cancelled' group by 1) g
        join ${table} n on n.id = g.id order by n.name`,
      values: [dailyReportPlan.id, date],
    },
    {
      name: `strip_${level}`,
      text: `select ${level}_id as id, subject_date, count(*) as expected, count(*) filter (where state in ('open', 'missed')) as missing,
          count(*) filter (where state = 'late') as late
        from tasks where plan_id = $1 and subject_date > $2::date - $3::integer and subject_date <= $2 and state <> 'cancelled' group by 1, 2`,
      values: [dailyReportPlan.id, date, stripDays],
    },
    {
      name: 'silent',
      text: `select count(*) from (select from tasks where plan_id = $1 and subject_date > $2::date - 3 and subject_date <= $2
          and state <> 'cancelled' group by community_id having count(*) = 3 and count(record_id) = 0) s`,
      values: [dailyReportPlan.id, date],
    },
  ];
}
