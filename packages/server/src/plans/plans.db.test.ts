import { beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { buildCommunity } from '../org/testing/builders.ts';
import { createTasksService } from '../tasks/service.ts';
import { createPlansService } from './service.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock });
const plans = createPlansService(runtime);
const tasks = createTasksService(runtime);
let cast: Cast;

beforeAll(async () => {
  clock.set('2026-03-10T00:00:00.000Z');
  cast = await buildCast(database.pool);
  await installSafetyPreset(runtime, '2026-03-01');
});

beforeEach(async () => {
  await database.pool.query('delete from tasks');
  clock.set('2026-03-16T02:00:00.000Z');
});

async function days(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query(
    'select subject_date as day, count(*) as count from tasks group by 1 order by 1',
  );
  return Object.fromEntries(rows.map((row) => [row.day, row.count]));
}

test('every active community gets exactly one task a day, however often and by however many it is asked', async () => {
  const other = createPlansService(runtime);

  await Promise.all([plans.tick(), other.tick(), plans.tick(), other.catchUp()]);
  await plans.tick();

  expect((await days())['2026-03-16']).toBe(3);
});

test('nothing appears before the hour it is published at', async () => {
  clock.set('2026-03-15T16:09:00.000Z'); // 00:09 on the 16th in Shanghai

  await plans.tick();
  expect(await days()).toEqual({});

  clock.forward(1);
  await plans.tick();
  expect(await days()).toEqual({ '2026-03-16': 3 });
});

test('days during which nothing ran are filled in from the start of the plan', async () => {
  await plans.catchUp();

  const made = await days();
  expect(Object.keys(made)).toHaveLength(16);
  expect(made['2026-03-01']).toBe(3);
});

test('a clock that jumps ahead and back makes no task twice and takes back what it closed', async () => {
  await plans.tick();
  clock.set('2026-04-16T02:00:00.000Z');
  await plans.tick();
  await tasks.closeExpired();
  clock.set('2026-03-16T02:05:00.000Z');
  await plans.tick();
  await plans.update(cast.administrator.viewer, '01900000-0000-7000-8000-000000000002', {
    ...(await plans.list(cast.administrator.viewer))[0]!,
  });

  const { rows } = await database.pool.query(
    "select state, count(*) as count from tasks where subject_date = '2026-03-16' group by 1",
  );
  expect(rows).toEqual([{ state: 'open', count: 3 }]);
});

test('a suspended community is not expected, a new one from its first day on', async () => {
  const suspended = await buildCommunity(database.pool, { districtId: cast.huicheng.id, status: 'suspended' });
  const fresh = await buildCommunity(database.pool, { districtId: cast.huicheng.id });
  await database.pool.query("update communities set created_at = '2026-03-15T17:00:00Z' where id = $1", [fresh.id]);

  await plans.catchUp();

  const { rows } = await database.pool.query(
    'select community_id, min(subject_date) as first from tasks where community_id = any($1) group by 1',
    [[suspended.id, fresh.id]],
  );
  expect(rows).toEqual([{ community_id: fresh.id, first: '2026-03-16' }]);
  await database.pool.query("update communities set status = 'closed' where id = any($1)", [[suspended.id, fresh.id]]);
});

test('a community registered after the day’s due time is expected from the next day on', async () => {
  const late = await buildCommunity(database.pool, { districtId: cast.huicheng.id });
  await database.pool.query("update communities set created_at = '2026-03-15T10:30:00Z' where id = $1", [late.id]);

  await plans.catchUp();

  const { rows } = await database.pool.query('select min(subject_date) as first from tasks where community_id = $1', [
    late.id,
  ]);
  expect(rows).toEqual([{ first: '2026-03-16' }]);
  await database.pool.query("update communities set status = 'closed' where id = $1", [late.id]);
});

test('a window that closes makes missing a row that can be counted', async () => {
  await plans.tick();
  clock.set('2026-03-19T16:00:00.000Z');

  expect(await tasks.closeExpired()).toBe(3);
  expect(await tasks.closeExpired()).toBe(0);

  const { rows } = await database.pool.query("select count(*) as count from events where type = 'tasks.missed'");
  expect(rows[0].count).toBeGreaterThanOrEqual(3);
});

test('a district’s longer back-fill window holds for its tasks only', async () => {
  const id = '01900000-0000-7000-8000-000000000002';
  const plan = (await plans.list(cast.administrator.viewer))[0]!;
  await plans.tick();
  await plans.update(cast.administrator.viewer, id, { ...plan, districts: { [cast.huiyang.id]: { backfillDays: 7 } } });

  const { rows } = await database.pool.query(
    'select district_id = $1 as far, closes_at as closes from tasks group by 1, 2 order by 1',
    [cast.huiyang.id],
  );
  expect(rows.map((row) => row.closes.toISOString())).toEqual(['2026-03-19T16:00:00.000Z', '2026-03-23T16:00:00.000Z']);
  await plans.update(cast.administrator.viewer, id, plan);
});

test('reminders outside the hours of filing and districts that do not exist are refused, all at once', async () => {
  const plan = (await plans.list(cast.administrator.viewer))[0]!;
  const timing = { ...plan.timing, reminderTimes: ['00:01', '10:00', '23:00'] };

  const saving = plans.update(cast.administrator.viewer, plan.id, { ...plan, timing, districts: { nowhere: {} } });

  await expect(saving).rejects.toMatchObject({
    code: 'base.invalid',
    problems: [
      { path: 'timing.reminderTimes', code: 'plans.reminder-outside', details: { time: '00:01' } },
      { path: 'timing.reminderTimes', code: 'plans.reminder-outside', details: { time: '23:00' } },
      { path: 'districts.nowhere', code: 'plans.district-unknown' },
    ],
  });
});

test('an inbox holds the open tasks of all communities a person is in charge of, and nobody else’s', async () => {
  await plans.tick();

  const mine = await tasks.inbox(cast.personInCharge.viewer, {});
  const unbound = await tasks.inbox(cast.unboundPersonInCharge.viewer, {});

  expect(mine.rows.map((task) => [task.communityName, task.title])).toEqual([['东晖苑', '【2026.03.16】安全生产日报']]);
  expect(mine.open).toBe(1);
  expect(unbound.rows).toEqual([]);
});
