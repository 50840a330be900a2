import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { createPlansService } from '../plans/service.ts';
import { createTasksService } from '../tasks/service.ts';
import { buildItems, buildSubmit, dailyReportsFor } from './testing.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock });
const { filing, reading, anomalies } = dailyReportsFor(runtime);
const plans = createPlansService(runtime);
const tasks = createTasksService(runtime);
let cast: Cast;

beforeAll(async () => {
  cast = await buildCast(database.pool);
  await installSafetyPreset(runtime, '2026-03-10');
});

beforeEach(async () => {
  await database.pool.query(
    'truncate anomalies, resolutions, daily_reports, form_daily_report, form_daily_report__items, form_record_versions, tasks, events cascade',
  );
  clock.set('2026-03-16T02:00:00.000Z');
  await plans.catchUp();
});

async function taskFor(date: string, communityId = cast.eastGarden.id): Promise<string> {
  const { rows } = await database.pool.query('select id from tasks where community_id = $1 and subject_date = $2', [
    communityId,
    date,
  ]);
  return rows[0].id;
}

const photo = () => runtime.newId();
const abnormal = (description = '3栋外墙瓷砖脱落') => ({ answer: 'abnormal', description, photos: [photo()] });

async function file(date: string, changes = {}, prefill?: { reportId: string; unchanged: string[] }) {
  const body = { ...buildSubmit(runtime, changes), ...(prefill && { prefill }) };
  return filing.submit(cast.personInCharge.viewer, await taskFor(date), body, 'trace');
}

describe('filing', () => {
  test('a report is filed, its task done, and it reads back with every answer (DR-23)', async () => {
    const filed = await file('2026-03-16', { facade: abnormal() });

    const report = await reading.get(cast.personInCharge.viewer, filed.id);

    expect(filed).toMatchObject({
      timing: 'onTime',
      state: 'abnormal',
      receipt: { number: 'RB20260316-HC0001', revision: 1 },
    });
    expect(report.items).toHaveLength(15);
    expect(report.items[0]).toMatchObject({
      number: 1,
      label: '是否存在楼栋外墙脱落情况',
      answer: 'abnormal',
      description: '3栋外墙瓷砖脱落',
    });
    expect(report.items[0]?.anomaly).toMatchObject({ state: 'open', firstDate: '2026-03-16' });
    expect((await tasks.inbox(cast.personInCharge.viewer, {})).rows.map((task) => task.subjectDate)).not.toContain(
      '2026-03-16',
    );
  });

  test('reports of one moment are written together; one that cannot be written holds up nobody', async () => {
    const days = ['2026-03-16', '2026-03-15', '2026-03-14'];
    const taken = await file('2026-03-13');
    const tasksOf = await Promise.all(days.map((day) => taskFor(day)));
    const bodies = days.map((day) => ({
      ...buildSubmit(runtime),
      // An id that another report has: a phone that was restored from a backup, say.
      ...(day === '2026-03-15' && { id: taken.id }),
    }));

    const answers = await Promise.allSettled(
      tasksOf.map((task, index) =>
        filing.submit(cast.personInCharge.viewer, task, bodies[index] ?? buildSubmit(runtime), 'trace'),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { rows } = await database.pool.query(
      `select t.subject_date as day, t.state, count(i.id) as items from tasks t
       left join form_daily_report__items i on i.record_id = t.record_id
       where t.id = any($1) group by 1, 2 order by 1 desc`,
      [tasksOf],
    );
    expect(rows).toEqual([
      { day: '2026-03-16', state: 'done', items: 15 },
      { day: '2026-03-15', state: 'open', items: 0 },
      { day: '2026-03-14', state: 'late', items: 15 },
    ]);
  });

  test('all problems are named at once, each with its place (DR-19, DR-20)', async () => {
    const body = buildSubmit(runtime, {
      facade: { answer: 'abnormal' },
      lift: { answer: null },
      gas: { answer: 'perhaps' },
    });

    const failing = filing.submit(cast.personInCharge.viewer, await taskFor('2026-03-16'), body, 'trace');

    await expect(failing).rejects.toMatchObject({
      code: 'base.invalid',
      problems: expect.arrayContaining([
        expect.objectContaining({ path: 'items[0].description' }),
        expect.objectContaining({ path: 'items[0].photos' }),
        expect.objectContaining({ path: 'items[4].answer' }),
        expect.objectContaining({ path: 'items[6].answer' }),
      ]),
    });
    expect((await database.pool.query('select count(*) as count from daily_reports')).rows[0].count).toBe(0);
  });

  test('words that nobody can see are no description', async () => {
    for (const description of [' ', '\u3000\u200b', '\u202e']) {
      await expect(file('2026-03-16', { facade: abnormal(description) })).rejects.toMatchObject({
        problems: [expect.objectContaining({ path: 'items[0].description', code: 'forms.required' })],
      });
    }
  });

  test('a missing item, a doubled one and an unknown one are refused', async () => {
    const items = buildItems().slice(1);
    const first = items[0]!;
    const body = { ...buildSubmit(runtime), items: [...items, first, { item: 'weather', answer: 'normal' }] };

    const failing = filing.submit(cast.personInCharge.viewer, await taskFor('2026-03-16'), body, 'trace');

    await expect(failing).rejects.toMatchObject({ code: 'base.invalid' });
  });

  test('the same submit ten times at once files one report and gives ten equal receipts', async () => {
    const task = await taskFor('2026-03-16');
    const body = buildSubmit(runtime, { facade: abnormal() });

    const receipts = await Promise.all(
      Array.from({ length: 10 }, () => filing.submit(cast.personInCharge.viewer, task, body, 'trace')),
    );

    expect(new Set(receipts.map((one) => JSON.stringify(one))).size).toBe(1);
    const { rows } = await database.pool.query(
      `select (select count(*) from daily_reports) as reports, (select count(*) from form_daily_report__items) as items,
        (select count(*) from anomalies) as anomalies, (select count(*) from events where type = 'dailyReports.filed') as events`,
    );
    expect(rows[0]).toEqual({ reports: 1, items: 15, anomalies: 1, events: 1 });
  });

  test('of two devices filing the same day one wins, and the other is told who was first', async () => {
    const task = await taskFor('2026-03-16');

    const results = await Promise.allSettled([
      filing.submit(cast.personInCharge.viewer, task, buildSubmit(runtime), 'one'),
      filing.submit(cast.personInCharge.viewer, task, buildSubmit(runtime), 'two'),
    ]);

    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(results.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'daily-reports.already-filed', details: { by: '陈国强', at: '2026-03-16 10:00' } },
    });
  });

  test('a missed day is filed within the window and counts as late; afterwards it is refused (DR-40)', async () => {
    const late = await file('2026-03-14');
    expect(late.timing).toBe('late');

    await expect(file('2026-03-12')).rejects.toMatchObject({ code: 'daily-reports.window-closed' });
  });

  test('a day that has not begun cannot be filed', async () => {
    const task = await taskFor('2026-03-16');
    clock.set('2026-03-15T15:00:00.000Z');

    const failing = filing.submit(cast.personInCharge.viewer, task, buildSubmit(runtime), 'trace');

    await expect(failing).rejects.toMatchObject({ code: 'daily-reports.not-yet' });
  });

  test('somebody else’s community answers as if it were not there, an unbound person is told to bind', async () => {
    const task = await taskFor('2026-03-16');

    const lakeTask = await taskFor('2026-03-16', cast.lakeGarden.id);

    await expect(filing.open(cast.outsider.viewer, task)).rejects.toMatchObject({ code: 'base.not-found' });
    await expect(filing.open(cast.unboundPersonInCharge.viewer, lakeTask)).rejects.toMatchObject({
      code: 'access.not-bound',
    });
    await expect(filing.open(cast.districtOfficer.viewer, task)).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  test('emoji and right-to-left text survive, control characters do not, NUL and lone surrogates are refused', async () => {
    const description = '电梯🛗异响\u0007 مرحبا';
    const filed = await file('2026-03-16', { lift: abnormal(description) });
    const report = await reading.get(cast.personInCharge.viewer, filed.id);
    expect(report.items.find((item) => item.code === 'lift')?.description).toBe('电梯🛗异响 مرحبا');

    await expect(file('2026-03-15', { lift: abnormal('坏\u0000') })).rejects.toMatchObject({ code: 'base.invalid' });
    await expect(file('2026-03-15', { lift: abnormal('坏\ud800') })).rejects.toMatchObject({ code: 'base.invalid' });
    await expect(file('2026-03-15', { lift: abnormal('长'.repeat(100_000)) })).rejects.toMatchObject({
      code: 'base.invalid',
    });
  });
});

describe('carrying over (DR-21, DR-22)', () => {
  test('a first report has nothing to carry over', async () => {
    const opened = await filing.open(cast.personInCharge.viewer, await taskFor('2026-03-16'));
    expect(opened.prefill).toBeNull();
  });

  test('open anomalies come along with their first day, resolved ones are left to be answered afresh', async () => {
    const first = await file('2026-03-14', { facade: abnormal('外墙'), lift: abnormal('电梯') });
    const lift = (await reading.get(cast.personInCharge.viewer, first.id)).items.find((item) => item.code === 'lift');
    await anomalies.resolve(
      cast.personInCharge.viewer,
      lift?.anomaly?.id ?? '',
      { id: runtime.newId(), description: '已修复', fileIds: [photo()] },
      'trace',
    );

    const opened = await filing.open(cast.personInCharge.viewer, await taskFor('2026-03-15'));

    const carried = new Map(opened.prefill?.items.map((item) => [item.code, item]));
    expect(carried.get('lift')).toMatchObject({ answer: 'abnormal', anomaly: null });
    expect(carried.get('facade')).toMatchObject({
      answer: 'abnormal',
      anomaly: { description: '外墙', firstDate: '2026-03-14' },
    });
  });

  test('a copied anomaly keeps its origin, and streaks of unedited copies are counted', async () => {
    const same = { facade: abnormal('外墙') };
    const first = await file('2026-03-14', same);
    const codes = buildItems().map((row) => row.item);

    const second = await file('2026-03-15', same, { reportId: first.id, unchanged: codes });
    const third = await file('2026-03-16', same, { reportId: second.id, unchanged: codes });

    const report = await reading.get(cast.personInCharge.viewer, third.id);
    expect(report).toMatchObject({ copiedUnchanged: true, copyStreak: 2 });
    expect(report.items.every((item) => item.copied)).toBe(true);
    expect(report.items[0]?.anomaly).toMatchObject({ firstDate: '2026-03-14' });
    const timeline = await anomalies.timeline(cast.personInCharge.viewer, report.items[0]?.anomaly?.id ?? '');
    expect(timeline.rows.map((row) => row.kind)).toEqual(['found', 'copied', 'copied']);
  });

  test('an anomaly that a later report kept silent about still comes along, and goes on as the same thing', async () => {
    await file('2026-03-14', { lift: abnormal('电梯异响') });
    const silent = await file('2026-03-15');

    const opened = await filing.open(cast.personInCharge.viewer, await taskFor('2026-03-16'));

    const lift = opened.prefill?.items.find((item) => item.code === 'lift');
    expect(opened.prefill?.reportId).toBe(silent.id);
    expect(lift).toMatchObject({ answer: 'abnormal', anomaly: { description: '电梯异响', firstDate: '2026-03-14' } });
    const third = await file(
      '2026-03-16',
      { lift: { answer: 'abnormal', description: '电梯异响', photos: [...(lift?.anomaly?.photoIds ?? [])] } },
      { reportId: silent.id, unchanged: ['lift'] },
    );
    const report = await reading.get(cast.personInCharge.viewer, third.id);
    expect(report.items.find((item) => item.code === 'lift')?.anomaly).toMatchObject({ firstDate: '2026-03-14' });
  });

  test('the sender’s word that nothing changed is not taken', async () => {
    const first = await file('2026-03-15');
    const codes = buildItems().map((row) => row.item);

    const second = await file('2026-03-16', { gas: abnormal('有异味') }, { reportId: first.id, unchanged: codes });

    const report = await reading.get(cast.personInCharge.viewer, second.id);
    expect(report.copyStreak).toBe(0);
    expect(report.items.find((item) => item.code === 'gas')?.copied).toBe(false);
  });
});

describe('amending', () => {
  test('an amendment is a new revision and the old one can still be read', async () => {
    const filed = await file('2026-03-16', { facade: abnormal('看错了') });

    const amended = await reading.amend(
      cast.personInCharge.viewer,
      filed.id,
      { revision: 1, items: buildItems({ lift: abnormal('电梯异响') }), reason: '条目选错' },
      'trace',
    );

    expect(amended.receipt.revision).toBe(2);
    expect(amended.receipt.hash).not.toBe(filed.receipt.hash);
    const report = await reading.get(cast.personInCharge.viewer, filed.id);
    expect(report.anomalies.map((one) => one.itemCode)).toEqual(['lift']);
    expect(report.versions).toMatchObject([{ revision: 1, by: '陈国强', reason: '条目选错' }]);
    const old = await reading.version(cast.personInCharge.viewer, filed.id, 1);
    expect(old.items.find((row) => row.item === 'facade')).toMatchObject({ answer: 'abnormal', description: '看错了' });
  });

  test('of two amendments of the same revision the second is told so', async () => {
    const filed = await file('2026-03-16');
    const amend = () =>
      reading.amend(
        cast.personInCharge.viewer,
        filed.id,
        { revision: 1, items: buildItems(), reason: '补充' },
        'trace',
      );

    await amend();

    await expect(amend()).rejects.toMatchObject({ code: 'base.conflict' });
  });
});
