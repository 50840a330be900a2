/** A small city, loaded twice: what the demonstration promises of its data, asked of the tables themselves. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordMatches } from '../access/passwords.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { contentHash, formContext } from '../daily-reports/report-content.ts';
import { dailyReportsFor } from '../daily-reports/testing.ts';
import { createStorage } from '../files/storage/create.ts';
import { createDefinitions } from '../forms/definitions.ts';
import { allEntries, effectiveEntries } from '../forms/dictionaries.ts';
import { readRecord } from '../forms/records.ts';
import { demoPassword } from './directory.ts';
import { demoState, type Loaded, loadDemo } from './load.ts';
import { viewerOf } from './viewers.ts';

/** Three in the afternoon: some have filed today, some have not. */
const now = '2026-03-16T07:00:00.000Z';
const size = { communities: 60, days: 10, seed: 7 };

const first = await testDatabase();
const second = await testDatabase();
const folders: string[] = [];
let runtime: Runtime;
let loaded: Loaded;

async function load(database: typeof first): Promise<{ runtime: Runtime; loaded: Loaded }> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-demo-'));
  folders.push(folder);
  const made = testRuntime(database.pool, { clock: testClock(now), environment: { DATA_DIR: folder } });
  await migrateJobs(made);
  return { runtime: made, loaded: await loadDemo(made, size) };
}

beforeAll(async () => {
  ({ runtime, loaded } = await load(first));
  await load(second);
}, 120_000);

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const rows = async <Row extends object>(text: string): Promise<Row[]> => (await first.pool.query(text)).rows as Row[];
const number = async (text: string): Promise<number> =>
  Number(Object.values((await rows<Record<string, number>>(text))[0] ?? {})[0]);

test('the same seed gives the same rows in every table', async () => {
  // Secrets are random, and the log counts transactions; nothing else may differ.
  const differing: Record<string, string[]> = {
    people: ['password_hash'],
    events: ['xid', 'seq'],
    sign_in_codes: ['code_hash'],
    schema_migrations: ['applied_at'],
    deliveries: ['text', 'params'],
    // Two connections write side by side; either may be the first to use a picture.
    files: ['linked_at'],
  };
  const tables = (
    await rows<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
    )
  ).map(({ name }) => name);
  const checksum = async (database: typeof first, table: string): Promise<string> => {
    const left = (differing[table] ?? []).map((column) => ` - '${column}'`).join('');
    const where = table === 'settings' ? "where t.key <> 'files.ticket-key'" : '';
    const { rows: found } = await database.pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(line, e'\\n' order by line collate "C")), '') as sum
       from (select (to_jsonb(t)${left})::text as line from "${table}" t ${where}) lines`,
    );
    return `${table}: ${found[0]?.sum}`;
  };

  const one = await Promise.all(tables.map((table) => checksum(first, table)));
  const other = await Promise.all(tables.map((table) => checksum(second, table)));

  expect(tables).toContain('daily_reports');
  expect(other).toEqual(one);
});

test('every community has one person in charge who is bound, and the demo person holds the four of the guide', async () => {
  expect(
    await number(`select count(*) from communities c where 1 <> (select count(*) from posts p
      where p.community_id = c.id and p.role = 'personInCharge' and p.bound_at is not null and p.ends_at is null)`),
  ).toBe(0);
  expect(
    await rows(`select c.name from posts p join people x on x.id = p.person_id join communities c on c.id = p.community_id
      where x.mobile = '13800005621' and x.name = '陈国强' order by c.code`),
  ).toEqual([{ name: '东方巴比伦' }, { name: '东江学府2期' }, { name: '金山龙庭3期' }, { name: '东晖苑三期' }]);
});

test('the printed phone account has a report of today to file and an anomaly to resolve', async () => {
  const his = `(select p.community_id from posts p join people x on x.id = p.person_id where x.mobile = '13800005621')`;
  expect(
    await number(
      `select count(*) from tasks where state = 'open' and subject_date = '2026-03-16' and community_id in ${his}`,
    ),
  ).toBeGreaterThan(0);
  expect(
    await number(`select count(*) from anomalies where state = 'open' and community_id in ${his}`),
  ).toBeGreaterThan(0);
});

test('the log tells things in the order in which they happened', async () => {
  expect(await number('select count(*) from events')).toBeGreaterThan(500);
  expect(
    await number(`select count(*) from (
      select at, lag(at) over (order by xid, seq) as before from events) e where before > at`),
  ).toBe(0);
});

test('the accounts that are shown open with the password that is shown', async () => {
  const accounts = await rows<{ account: string; hash: string; must: boolean }>(
    'select account, password_hash as hash, must_change_password as must from people where account is not null order by 1',
  );

  expect(accounts.map(({ account }) => account)).toEqual(
    expect.arrayContaining(['admin', 'chenguoqiang', 'dehong', 'huicheng', 'lianghuimin', 'zhongkai']),
  );
  expect(accounts.every(({ must }) => !must)).toBe(true);
  expect(await passwordMatches(accounts[0]?.hash ?? null, demoPassword)).toBe(true);
});

test('each task agrees with its report, and a window that is over is closed', async () => {
  expect(loaded.reports).toBe(await number('select count(*) from daily_reports'));
  expect(await number('select count(*) from tasks')).toBe(size.communities * size.days);
  expect(
    await number(`select count(*) from tasks t left join daily_reports r on r.id = t.record_id
      where (t.state in ('done', 'late')) is distinct from (r.id is not null)
        or (r.id is not null and (r.task_id <> t.id or r.timing <> case t.state when 'done' then 'onTime' else 'late' end
          or t.done_at <> r.filed_at or t.done_by <> r.filed_by or t.subject_date <> r.report_date
          or (r.filed_at <= t.grace_until) <> (r.timing = 'onTime')))`),
  ).toBe(0);
  expect(await number(`select count(*) from tasks where state = 'open' and closes_at <= '${now}'`)).toBe(0);
  expect(await number(`select count(*) from tasks where state = 'missed' and closes_at > '${now}'`)).toBe(0);
});

test('nothing has happened after now, and today is partly filed', async () => {
  for (const column of [
    'daily_reports.filed_at',
    'resolutions.resolved_at',
    'anomalies.verified_at',
    'events.at',
    'messages.created_at',
  ]) {
    const [table, name] = column.split('.');
    expect([column, await number(`select count(*) from ${table} where ${name} > '${now}'`)]).toEqual([column, 0]);
  }
  const today = await number("select count(*) from daily_reports where report_date = '2026-03-16'");
  expect(today).toBeGreaterThan(size.communities / 5);
  expect(today).toBeLessThan(size.communities);
});

test('counts of a report are those of its anomalies, and every anomaly is a row of the form with words and a picture', async () => {
  expect(
    await number(`select count(*) from daily_reports r where
      r.abnormal_count <> (select count(*) from anomalies a where a.report_id = r.id)
      or r.resolved_count <> (select count(*) from anomalies a where a.report_id = r.id and a.state <> 'open')`),
  ).toBe(0);
  expect(
    await number(`select count(*) from form_daily_report__items i full join anomalies a on a.id = i.id and a.report_id = i.record_id
      where (i.c_answer = 'abnormal' or a.id is not null)
        and (a.id is null or i.id is null or coalesce(i.c_description, '') = '' or i.c_description ~ '[{}]' or coalesce(cardinality(i.c_photos), 0) = 0)`),
  ).toBe(0);
  expect(await number("select count(*) from anomalies where state = 'verified'")).toBeGreaterThan(0);
  expect(await number('select count(*) from resolutions where batch')).toBeGreaterThan(0);
});

test('an anomaly that goes on has one origin: its first day, of the same community and item', async () => {
  expect(
    await number(`select count(*) from anomalies a left join anomalies o on o.id = a.origin_id
      where o.id is null or o.origin_id <> o.id or o.report_date <> a.origin_date or o.community_id <> a.community_id
        or o.item_code <> a.item_code or o.report_date > a.report_date`),
  ).toBe(0);
  expect(await number('select count(*) from anomalies where origin_id <> id')).toBeGreaterThan(0);
});

test('pictures are linked to the reports that name them, and their bytes are there', async () => {
  expect(
    await number(`select count(*) from form_daily_report__items i, unnest(i.c_photos) as photo
      where not exists (select from file_links l where l.file_id = photo and l.subject_id = i.record_id)`),
  ).toBe(0);
  const storage = createStorage(runtime.config);
  const files = await rows<{ keys: string[] }>(
    "select array(select jsonb_path_query(renditions, '$.*.key') #>> '{}') as keys from files where linked_at is not null",
  );
  expect(files.length).toBeGreaterThanOrEqual(40);
  for (const key of files.flatMap(({ keys }) => keys)) expect(await storage.exists(key)).toBe(true);
});

test('the form itself finds nothing wrong with the reports, and their hashes are those of their contents', async () => {
  const form = await createDefinitions(runtime).current('dailyReport');
  const entries = await allEntries(first.pool, 'dailyReportItems');
  const reports = await rows<{ id: string; communityId: string; date: string; districtId: string; hash: string }>(
    `select id, community_id as "communityId", report_date as date, district_id as "districtId", content_hash as hash
     from daily_reports order by abnormal_count desc, id limit 40`,
  );
  for (const report of reports) {
    const values = (await readRecord(first.pool, form, report.id)) ?? {};
    const items = values.items as Parameters<typeof contentHash>[4];
    const context = { communityId: report.communityId, subjectDate: report.date };
    const known = new Map(
      items.flatMap((row) => row.photos ?? []).map((id) => [id, { kind: 'image', fromCamera: true } as const]),
    );
    const viewer = viewerOf({ id: report.communityId, name: '', mobile: null }, []);
    const prepared = form.compiled.prepare(
      {
        items: items.map(({ _id, item, answer, description, photos }) => ({ _id, item, answer, description, photos })),
      },
      formContext(context, effectiveEntries(entries, report.districtId, report.date), new Date(now), viewer, known),
    );

    expect(prepared.problems).toEqual([]);
    expect(prepared.values.items).toHaveLength(dailyReportItems.length);
    expect(contentHash(context, report.id, form.version, 1, items)).toBe(report.hash);
  }
});

test('districts, companies and communities add up to the same day on the board', async () => {
  const { board } = dailyReportsFor(runtime);
  const administrator = (await rows<{ id: string }>("select id from people where account = 'admin'"))[0]?.id ?? '';
  const viewer = viewerOf({ id: administrator, name: '系统管理员', mobile: null }, [
    { id: administrator, role: 'administrator', communityId: null, companyId: null, districtId: null },
  ]);
  for (const level of ['district', 'company', 'community'] as const) {
    const day = await board.day(viewer, { date: '2026-03-13', level });
    const sum = (key: 'expected' | 'onTime' | 'late' | 'open' | 'missed' | 'abnormal' | 'resolved') =>
      day.rows.reduce((total, row) => total + row[key], 0);

    expect(day.total.expected).toBe(size.communities);
    expect(sum('expected')).toBe(day.total.expected);
    expect(sum('onTime') + sum('late') + sum('open') + sum('missed')).toBe(day.total.expected);
    expect(sum('abnormal')).toBe(day.total.abnormal);
    expect(sum('resolved')).toBe(day.total.resolved);
    expect(day.total.silent).toBeGreaterThan(0);
  }
});

test('there is something for every desk: requests with a picture, notices, urging', async () => {
  expect(await number("select count(*) from change_requests where state = 'submitted'")).toBeGreaterThanOrEqual(3);
  expect(await number("select count(*) from change_requests where state = 'approved'")).toBe(1);
  expect(
    await number(
      'select count(*) from change_requests c where not exists (select from file_links l where l.subject_id = c.id)',
    ),
  ).toBe(0);
  expect(await number('select count(*) from urges')).toBeGreaterThan(0);
  expect(
    await rows(`select distinct m.kind from messages m join people p on p.id = m.person_id
      where p.account in ('chenguoqiang', 'dehong', 'huicheng') order by 1`),
  ).toEqual(
    expect.arrayContaining(
      ['dailyReport.companyNotice', 'dailyReport.districtDigest', 'dailyReport.remind'].map((kind) => ({ kind })),
    ),
  );
});

test('a load that was cut short is known as such, and nothing is loaded into a database in use', async () => {
  expect(await demoState(runtime)).toBe('loaded');
  await expect(loadDemo(runtime, size)).rejects.toThrow(/empty database/);

  await first.pool.query(`update settings set value = value || '{"state": "loading"}' where key = 'demo'`);

  expect(await demoState(runtime)).toBe('unfinished');
});
