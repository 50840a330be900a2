import { beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { createPlansService } from '../plans/service.ts';
import { buildSubmit, dailyReportsFor } from './testing.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock });
const { filing, reading, anomalies } = dailyReportsFor(runtime);
const plans = createPlansService(runtime);
let cast: Cast;

beforeAll(async () => {
  cast = await buildCast(database.pool);
  await installSafetyPreset(runtime, '2026-03-10');
});

beforeEach(async () => {
  await database.pool.query(
    'truncate anomalies, resolutions, daily_reports, form_daily_report, form_daily_report__items, tasks, events cascade',
  );
  clock.set('2026-03-16T02:00:00.000Z');
  await plans.catchUp();
});

const abnormal = (description: string) => ({ answer: 'abnormal', description, photos: [runtime.newId()] });
const material = (description = '已处理') => ({ id: runtime.newId(), description, fileIds: [runtime.newId()] });

async function file(date: string, changes = {}, prefill?: { reportId: string; unchanged: string[] }): Promise<string> {
  const { rows } = await database.pool.query('select id from tasks where community_id = $1 and subject_date = $2', [
    cast.eastGarden.id,
    date,
  ]);
  const body = { ...buildSubmit(runtime, changes), ...(prefill && { prefill }) };
  const filed = await filing.submit(cast.personInCharge.viewer, rows[0].id, body, 'trace');
  return filed.id;
}

async function anomalyOf(reportId: string, code: string): Promise<string> {
  const report = await reading.get(cast.personInCharge.viewer, reportId);
  return report.anomalies.find((one) => one.itemCode === code)?.id ?? '';
}

test('resolving one item shows in the report, with words, material and time (DR-29 … DR-31)', async () => {
  const id = await file('2026-03-16', { facade: abnormal('外墙'), lift: abnormal('电梯'), gas: abnormal('燃气') });
  const facade = await anomalyOf(id, 'facade');

  const resolved = await anomalies.resolve(cast.personInCharge.viewer, facade, material('已拆除松动瓷砖'), 'trace');

  expect(resolved).toMatchObject({
    state: 'resolved',
    resolution: { description: '已拆除松动瓷砖', batch: false, resolvedBy: '陈国强' },
  });
  const report = await reading.get(cast.personInCharge.viewer, id);
  expect(report).toMatchObject({ state: 'partlyResolved', abnormalCount: 3, resolvedCount: 1 });
});

test('the same handling sent twice changes nothing, another one is told who was first', async () => {
  const id = await file('2026-03-16', { facade: abnormal('外墙') });
  const facade = await anomalyOf(id, 'facade');
  const input = material();

  const twice = await Promise.all([
    anomalies.resolve(cast.personInCharge.viewer, facade, input, 'one'),
    anomalies.resolve(cast.personInCharge.viewer, facade, input, 'two'),
  ]);
  const other = anomalies.resolve(cast.companyManager.viewer, facade, material(), 'three');

  expect(twice.map((one) => one.resolution?.id)).toEqual([input.id, input.id]);
  await expect(other).rejects.toMatchObject({ code: 'daily-reports.anomaly-resolved', details: { by: '陈国强' } });
  expect((await reading.get(cast.personInCharge.viewer, id)).resolvedCount).toBe(1);
});

test('the same thing copied over days is one row in the list by thing, and is resolved on all of them at once', async () => {
  const first = await file('2026-03-14', { gas: abnormal('异味') });
  const prefill = { reportId: first, unchanged: [] };
  await file('2026-03-15', { gas: abnormal('异味') }, prefill);
  const { viewer } = cast.personInCharge;

  const [row, ...others] = (await anomalies.list(viewer, { by: 'thing' })).rows;
  await anomalies.resolve(viewer, row?.id ?? '', { ...material(), allDays: true }, 'trace');

  expect(others).toEqual([]);
  expect(row).toMatchObject({ reportDate: '2026-03-15', firstDate: '2026-03-14', days: 2 });
  const cards = (await reading.list(viewer, {})).rows;
  expect(cards.map((card) => [card.reportDate, card.anomalies[0]?.firstDate])).toEqual([
    ['2026-03-15', '2026-03-14'],
    ['2026-03-14', '2026-03-14'],
  ]);
  expect((await anomalies.list(viewer, { by: 'day' })).rows).toEqual([]);
  expect((await reading.get(viewer, first)).state).toBe('resolved');
});

test('a batch changes abnormal items only and says what it skips and why (DR-33 … DR-36)', async () => {
  const reports = [
    await file('2026-03-14', { renovation: abnormal('违建') }),
    await file('2026-03-15', { renovation: abnormal('违建'), 'e-bike': abnormal('飞线') }),
    await file('2026-03-16', { renovation: abnormal('违建'), 'e-bike': abnormal('飞线') }),
  ];
  await anomalies.resolve(cast.personInCharge.viewer, await anomalyOf(reports[1]!, 'e-bike'), material(), 'trace');
  const choice = { reportIds: reports, itemCodes: ['renovation', 'e-bike'] };

  const preview = await anomalies.previewBatch(cast.personInCharge.viewer, choice.reportIds, choice.itemCodes);
  const done = await anomalies.resolveBatch(
    cast.personInCharge.viewer,
    { ...material('已全部整改'), ...choice },
    'trace',
  );

  expect(preview).toMatchObject({ willResolve: 4, willSkip: 2 });
  expect(
    preview.cells
      .filter((cell) => cell.outcome !== 'willResolve')
      .map((cell) => [cell.reportDate, cell.itemCode, cell.outcome]),
  ).toEqual([
    ['2026-03-14', 'e-bike', 'normal'],
    ['2026-03-15', 'e-bike', 'alreadyResolved'],
  ]);
  expect(done).toMatchObject({ resolved: 4, skipped: 2 });
  const { rows } = await database.pool.query('select count(*) as count from resolutions where batch');
  expect(rows[0].count).toBe(1);
  const list = await reading.list(cast.personInCharge.viewer, { anomaly: 'unresolved' });
  expect(list.rows).toEqual([]);
});

test('a batch sent twice is written once', async () => {
  const report = await file('2026-03-16', { gas: abnormal('异味') });
  const input = { ...material(), reportIds: [report], itemCodes: ['gas'] };

  const first = await anomalies.resolveBatch(cast.personInCharge.viewer, input, 'one');
  const second = await anomalies.resolveBatch(cast.personInCharge.viewer, input, 'two');

  expect(first.resolved).toBe(1);
  expect(second.resolutionId).toBe(first.resolutionId);
  expect((await reading.get(cast.personInCharge.viewer, report)).resolvedCount).toBe(1);
});

test('nothing abnormal among the chosen is an answer, not a silent success', async () => {
  const report = await file('2026-03-16');
  const batch = anomalies.resolveBatch(
    cast.personInCharge.viewer,
    { ...material(), reportIds: [report], itemCodes: ['gas'] },
    'trace',
  );
  await expect(batch).rejects.toMatchObject({ code: 'daily-reports.nothing-to-resolve' });
});

test('a batch can be taken back for ten minutes by whoever made it', async () => {
  const report = await file('2026-03-16', { gas: abnormal('异味'), lift: abnormal('异响') });
  const input = { ...material(), reportIds: [report], itemCodes: ['gas', 'lift'] };
  await anomalies.resolveBatch(cast.personInCharge.viewer, input, 'trace');

  await expect(anomalies.undo(cast.companyManager.viewer, input.id, 'trace')).rejects.toMatchObject({
    code: 'base.not-found',
  });
  expect(await anomalies.undo(cast.personInCharge.viewer, input.id, 'trace')).toEqual({ reopened: 2 });
  expect(await anomalies.undo(cast.personInCharge.viewer, input.id, 'trace')).toEqual({ reopened: 0 });
  expect((await reading.get(cast.personInCharge.viewer, report)).state).toBe('abnormal');

  const gas = await anomalyOf(report, 'gas');
  const timeline = await anomalies.timeline(cast.personInCharge.viewer, gas);
  expect(timeline.rows.map((row) => row.kind)).toEqual(['found', 'resolved', 'undone']);

  const again = material();
  await anomalies.resolveBatch(
    cast.personInCharge.viewer,
    { ...again, reportIds: [report], itemCodes: ['gas'] },
    'trace',
  );
  clock.forward(11);
  await expect(anomalies.undo(cast.personInCharge.viewer, again.id, 'trace')).rejects.toMatchObject({
    code: 'daily-reports.undo-expired',
  });
});

test('the one who verifies is not the one who resolved', async () => {
  const report = await file('2026-03-16', { gas: abnormal('异味') });
  const gas = await anomalyOf(report, 'gas');
  await expect(anomalies.verify(cast.districtOfficer.viewer, gas, {}, 'trace')).rejects.toMatchObject({
    code: 'daily-reports.not-resolved',
  });
  await anomalies.resolve(cast.companyManager.viewer, gas, material(), 'trace');

  await expect(anomalies.verify(cast.companyManager.viewer, gas, {}, 'trace')).rejects.toMatchObject({
    code: 'daily-reports.verify-own',
  });
  const verified = await anomalies.verify(cast.districtOfficer.viewer, gas, {}, 'trace');

  expect(verified).toMatchObject({ state: 'verified', verifiedBy: '区建国' });
});

test('every day of a thing is verified at once, but for those that may not be, which are said', async () => {
  const { companyManager, districtOfficer, personInCharge } = cast;
  const dates = ['2026-03-14', '2026-03-15', '2026-03-16'];
  const days: string[] = [];
  let prefill: { reportId: string; unchanged: string[] } | undefined;
  for (const date of dates) {
    const reportId = await file(date, { gas: abnormal('异味') }, prefill);
    prefill = { reportId, unchanged: [] };
    days.push(await anomalyOf(reportId, 'gas'));
  }
  const [first, second, third] = days as [string, string, string];
  await anomalies.resolve(companyManager.viewer, second, material(), 'trace');
  await anomalies.resolve(personInCharge.viewer, third, material(), 'trace');
  // That day the community was another company's, whose days are not there for the manager of this one.
  await database.pool.query('update anomalies set company_id = $2 where id = $1', [first, cast.hemei.id]);

  const byManager = await anomalies.verify(companyManager.viewer, third, { allDays: true }, 'trace');
  const byOfficer = await anomalies.verify(districtOfficer.viewer, third, { allDays: true }, 'trace');
  const again = await anomalies.verify(districtOfficer.viewer, third, { allDays: true }, 'trace');

  expect(byManager).toMatchObject({
    id: third,
    state: 'verified',
    verifiedDays: [{ id: third, reportDate: dates[2] }],
    skippedDays: [{ id: second, reportDate: dates[1], code: 'daily-reports.verify-own' }],
  });
  expect(byOfficer).toMatchObject({
    verifiedDays: [{ id: second, reportDate: dates[1] }],
    skippedDays: [{ id: first, reportDate: dates[0], code: 'daily-reports.not-resolved' }],
  });
  expect(again.verifiedDays).toEqual([]);
  const { rows } = await database.pool.query(
    `select subject_id, actor_id from events where type = 'dailyReports.anomalyVerified' order by xid, seq`,
  );
  expect(rows).toEqual([
    { subject_id: third, actor_id: companyManager.viewer.personId },
    { subject_id: second, actor_id: districtOfficer.viewer.personId },
  ]);
});

test('with all days asked for, an open one is skipped and said, and rights are asked as for one', async () => {
  const report = await file('2026-03-16', { gas: abnormal('异味') });
  const gas = await anomalyOf(report, 'gas');

  const open = await anomalies.verify(cast.districtOfficer.viewer, gas, { allDays: true }, 'trace');

  expect(open).toMatchObject({
    state: 'open',
    verifiedDays: [],
    skippedDays: [{ code: 'daily-reports.not-resolved' }],
  });
  await expect(anomalies.verify(cast.outsider.viewer, gas, { allDays: true }, 'trace')).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});

test('an anomaly of another company or district is not there for an outsider', async () => {
  const report = await file('2026-03-16', { gas: abnormal('异味') });
  const gas = await anomalyOf(report, 'gas');

  await expect(reading.get(cast.outsider.viewer, report)).rejects.toMatchObject({ code: 'base.not-found' });
  await expect(anomalies.resolve(cast.outsider.viewer, gas, material(), 'trace')).rejects.toMatchObject({
    code: 'base.not-found',
  });
  expect((await anomalies.list(cast.outsider.viewer, {})).rows).toEqual([]);
  expect((await anomalies.list(cast.districtOfficer.viewer, {})).rows).toHaveLength(1);
  await expect(anomalies.resolve(cast.districtOfficer.viewer, gas, material(), 'trace')).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});

test('filters of filled reports combine state and dates, page by page (DR-26, DR-27)', async () => {
  await file('2026-03-14', { gas: abnormal('异味') });
  await file('2026-03-15');
  await file('2026-03-16', { gas: abnormal('异味') });

  const unresolved = await reading.list(cast.associationOfficer.viewer, {
    anomaly: 'unresolved',
    from: '2026-03-15',
    limit: 1,
  });
  const all = await reading.list(cast.associationOfficer.viewer, { limit: 2 });
  const rest = await reading.list(cast.associationOfficer.viewer, { limit: 2, ...(all.next && { cursor: all.next }) });

  expect(unresolved.rows.map((row) => row.reportDate)).toEqual(['2026-03-16']);
  expect(unresolved.next).toBeUndefined();
  expect([...all.rows, ...rest.rows].map((row) => row.reportDate)).toEqual(['2026-03-16', '2026-03-15', '2026-03-14']);
});
