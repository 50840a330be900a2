/**
 * The same rows by hand, as fast as `pg` lets a program: a process of its own with 16 connections and nothing but
 * prepared statements. Two ways: everything as one statement, or a transaction of one statement per table.
 */
import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import pg from 'pg';
import type { FreshTask } from './fresh-tasks.ts';

export type RawForm = 'statement' | 'transaction';
export type RawOrder =
  | { readonly do: 'connect'; readonly url: string; readonly connections: number }
  | { readonly do: 'write'; readonly form: RawForm; readonly tasks: readonly FreshTask[] };

/** Parameters of one report, made before the clock runs. */
interface Rows {
  readonly task: readonly unknown[];
  readonly record: readonly unknown[];
  readonly items: readonly unknown[];
  readonly report: readonly unknown[];
  readonly event: readonly unknown[];
}

const taskText = `update tasks set state = 'done', done_at = $2, done_by = $3, record_id = $4
  where id = $1 and state in ('open', 'missed') and closes_at > $2`;
const recordText = `insert into form_daily_report (id, form_version, community_id, created_at, created_by, updated_at, updated_by, c_date)
  values ($1, 1, $2, $3, $4, $3, $4, $5)`;
const itemsText = `insert into form_daily_report__items (id, record_id, position, c_item, c_label, c_answer)
  select u.id, $1::uuid, u.position, u.item, u.label, u.answer
  from unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[]) u (id, position, item, label, answer)`;
const reportText = `insert into daily_reports (id, task_id, community_id, company_id, district_id, report_date, filed_at, filed_by, timing, abnormal_count, content_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'onTime', 0, $9)`;
const eventText = `insert into events (at, type, actor_id, subject_id, community_id, company_id, district_id, data, trace)
  values ($1, 'dailyReports.filed', $2, $3, $4, $5, $6, $7, $8)`;

function shifted(text: string, by: number): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`);
}

const oneStatement = `with t as (${taskText}), r as (${shifted(recordText, 4)}), i as (${shifted(itemsText, 9)}),
  d as (${shifted(reportText, 15)}) ${shifted(eventText, 24)}`;

function rowsOf(task: FreshTask): Rows {
  const now = new Date();
  const id = uuidv7(now.getTime(), randomBytes(10));
  const data = JSON.stringify({ taskId: task.id, reportDate: task.date, timing: 'onTime', abnormal: 0 });
  return {
    task: [task.id, now, task.personId, id],
    record: [id, task.communityId, now, task.personId, task.date],
    items: [
      id,
      dailyReportItems.map(() => uuidv7(now.getTime(), randomBytes(10))),
      dailyReportItems.map((_, position) => position),
      dailyReportItems.map(({ code }) => code),
      dailyReportItems.map(({ label }) => label),
      dailyReportItems.map(({ code }) => (code === 'water' ? 'notApplicable' : 'normal')),
    ],
    report: [
      id,
      task.id,
      task.communityId,
      task.companyId,
      task.districtId,
      task.date,
      now,
      task.personId,
      createHash('sha256').update(id).digest('hex'),
    ],
    event: [
      now,
      task.personId,
      id,
      task.communityId,
      task.companyId,
      task.districtId,
      data,
      randomBytes(8).toString('hex'),
    ],
  };
}

async function writeOne(client: pg.Client, form: RawForm, rows: Rows): Promise<void> {
  const { task, record, items, report, event } = rows;
  if (form === 'statement') {
    const values = [...task, ...record, ...items, ...report, ...event];
    await client.query({ name: 'whole', text: oneStatement, values });
    return;
  }
  await client.query('begin');
  await client.query({ name: 'task', text: taskText, values: [...task] });
  await client.query({ name: 'record', text: recordText, values: [...record] });
  await client.query({ name: 'items', text: itemsText, values: [...items] });
  await client.query({ name: 'report', text: reportText, values: [...report] });
  await client.query({ name: 'event', text: eventText, values: [...event] });
  await client.query('commit');
}

const clients: pg.Client[] = [];

async function obey(order: RawOrder): Promise<number> {
  if (order.do === 'connect') {
    for (let number = 0; number < order.connections; number++) {
      const client = new pg.Client({ connectionString: order.url });
      // Ends with the server; nothing is lost then.
      client.on('error', () => {});
      await client.connect();
      clients.push(client);
    }
    return 0;
  }
  const reports = order.tasks.map(rowsOf);
  let next = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let rows = reports[next++]; rows; rows = reports[next++]) await writeOne(client, order.form, rows);
    }),
  );
  return performance.now() - began;
}

process.on('message', (order: RawOrder) => {
  obey(order).then(
    (ms) => process.send?.({ ms }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  );
});
process.on('disconnect', () => process.exit());
