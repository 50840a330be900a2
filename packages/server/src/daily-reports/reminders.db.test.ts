import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { createPool, inTransaction } from '../base/database/pool.ts';
import { many, sql } from '../base/database/sql.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { createMessagingService } from '../messaging/service.ts';
import { buildCommunity, buildPost } from '../org/testing/builders.ts';
import { createPlansService } from '../plans/service.ts';
import { createReminders } from './reminders.ts';

const { pool, url } = await testDatabase();
const clock = testClock('2026-03-15T22:00:00.000Z');
let cast: Cast;

function processOn(of = pool) {
  const runtime = testRuntime(of, { clock });
  const messaging = createMessagingService(runtime);
  return { runtime, messaging, reminders: createReminders(runtime, { messaging }) };
}
const { runtime, messaging, reminders } = processOn();

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(pool);
  await installSafetyPreset(runtime, '2026-03-01');
  // A second community of the same person: both in one notice.
  const riverside = await buildCommunity(pool, {
    name: '江畔花园',
    districtId: cast.huicheng.id,
    companyId: cast.anju.id,
  });
  await buildPost(pool, { personId: cast.personInCharge.person.id, communityId: riverside.id });
  await pool.query(
    `insert into communities (id, code, name, district_id, status, created_at, updated_at)
     values (uuidv7(), 'ZZ', '已停用小区', $1, 'suspended', '2020-01-01', '2020-01-01')`,
    [cast.huiyang.id],
  );
});
beforeEach(async () => {
  clock.set('2026-03-15T22:00:00.000Z');
  await createPlansService(runtime).tick();
});
afterEach(async () => {
  for (const table of ['urges', 'deliveries', 'messages', 'tasks']) await pool.query(`delete from ${table}`);
});

interface Seen {
  key: string;
  name: string;
  kind: string;
  title: string;
  body: string;
  link: string;
}
const seen = (kind?: string) =>
  many<Seen>(
    pool,
    sql`select m.key, p.name, m.kind, m.title, m.body, m.link from messages m join people p on p.id = m.person_id
        where ${kind ?? null}::text is null or m.kind = ${kind ?? null} order by p.name`,
  );
/** Shanghai time on the day of the tests. */
const at = async (time: string, of = reminders) => {
  clock.set(new Date(`2026-03-16T${time}:00+08:00`).toISOString());
  await of.tick();
};
const taskOf = async (name: string) =>
  (
    await many<{ id: string }>(
      pool,
      sql`select t.id from tasks t join communities c on c.id = t.community_id where c.name = ${name} and t.subject_date = '2026-03-16'`,
    )
  )[0]!.id;
/** As if it had been filed. */
const done = (...names: string[]) =>
  pool.query(
    `update tasks t set state = 'done', record_id = uuidv7(), done_at = now() from communities c
     where c.id = t.community_id and c.name = any($1) and t.subject_date = '2026-03-16'`,
    [names],
  );

test('before the time nobody is reminded, at the time everybody with an open task is, once', async () => {
  await at('09:59');
  expect(await seen()).toEqual([]);
  await at('10:00');
  await at('10:01');
  await at('10:09');
  const east = cast.personInCharge.person;
  expect(await seen()).toEqual([
    {
      key: `remind:dailyReport:2026-03-16:10:00:${cast.outsider.person.id}`,
      name: '外路人',
      kind: 'dailyReport.remind',
      title: '安全生产日报待填报',
      body: '南站新城2026-03-16的安全生产日报还未填报，请在18:00前填报。',
      link: `/m/report/${await taskOf('南站新城')}`,
    },
    expect.objectContaining({ name: '林未定', link: `/m/report/${await taskOf('金山湖花园')}` }),
    {
      key: `remind:dailyReport:2026-03-16:10:00:${east.id}`,
      name: '陈国强',
      kind: 'dailyReport.remind',
      title: '安全生产日报待填报',
      body: '东晖苑、江畔花园共2个小区2026-03-16的安全生产日报还未填报，请在18:00前填报。',
      link: '/m/reports?tab=todo',
    },
  ]);
});

test('a restart across the time still reminds within ten minutes, and not later', async () => {
  await at('10:09');
  expect(await seen()).toHaveLength(3);
  await pool.query('delete from deliveries');
  await pool.query('delete from messages');
  await at('15:10');
  expect(await seen()).toEqual([]);
});

test('two processes at the same moment remind once', async () => {
  const otherPool = createPool(url, { max: 4, onError: () => {} });
  try {
    const other = processOn(otherPool);
    clock.set('2026-03-16T02:00:00.000Z');
    await Promise.all([reminders.tick(), other.reminders.tick(), reminders.tick()]);
    expect(await seen()).toHaveLength(3);
    const { rows } = await pool.query(`select count(*) as count from deliveries where channel = 'sms'`);
    expect(rows).toEqual([{ count: 3 }]);
  } finally {
    await otherPool.end();
  }
});

test('each time of the day is a reminder of its own, only for what is still open', async () => {
  await at('10:00');
  await done('东晖苑', '南站新城');
  await at('15:00');
  const later = (await seen()).filter((notice) => notice.key.includes(':15:00:'));
  expect(later.map(({ name, link }) => [name, link])).toEqual([
    ['林未定', `/m/report/${await taskOf('金山湖花园')}`],
    ['陈国强', `/m/report/${await taskOf('江畔花园')}`],
  ]);
});

test('a district with times of its own is reminded at its own, by its own due time', async () => {
  const own = { [cast.huiyang.id]: { reminderTimes: ['11:20'], dueTime: '12:00' } };
  await pool.query('update plans set districts = $1', [JSON.stringify(own)]);
  await pool.query(`update tasks set due_at = '2026-03-16T04:00:00Z' where district_id = $1`, [cast.huiyang.id]);
  try {
    await at('10:00');
    expect((await seen()).map((notice) => notice.name)).toEqual(['林未定', '陈国强']);
    await at('11:20');
    expect((await seen('dailyReport.remind')).find((notice) => notice.name === '外路人')?.body).toBe(
      '南站新城2026-03-16的安全生产日报还未填报，请在12:00前填报。',
    );
  } finally {
    await pool.query(`update plans set districts = '{}'`);
  }
});

test('a reminder after due time names the end of the back-fill window', async () => {
  await pool.query(`update plans set timing = jsonb_set(timing, '{reminderTimes}', '["19:00"]')`);
  try {
    await at('19:00');
    expect((await seen('dailyReport.remind'))[0]?.body).toContain('请在3月20日00:00前填报');
  } finally {
    await pool.query(`update plans set timing = jsonb_set(timing, '{reminderTimes}', '["10:00","15:00","17:30"]')`);
  }
});

test('a stopped plan reminds nobody', async () => {
  await pool.query(`update plans set status = 'stopped'`);
  try {
    await at('10:00');
    expect(await seen()).toEqual([]);
  } finally {
    await pool.query(`update plans set status = 'active'`);
  }
});

test('at due time a company hears how many of its communities are missing', async () => {
  await done('东晖苑');
  await at('18:00');
  await at('18:05');
  expect(await seen('dailyReport.companyNotice')).toMatchObject([
    {
      name: '安晓居',
      title: '2个小区未填报安全生产日报',
      body: '截至2026-03-16 18:00，安居物业服务有限公司应报3个小区，未填报2个：江畔花园、金山湖花园。',
      link: '/desk/board?date=2026-03-16',
    },
  ]);
});

test('a company of which nothing is missing hears nothing', async () => {
  await done('东晖苑', '江畔花园', '金山湖花园');
  await at('18:00');
  expect(await seen('dailyReport.companyNotice')).toEqual([]);
});

test('figures go to nobody whose post has ended or has not been proved', async () => {
  await buildPost(pool, { role: 'companyManager', companyId: cast.anju.id, boundAt: null });
  await buildPost(pool, { role: 'companyManager', companyId: cast.anju.id, endsAt: new Date('2026-03-16T09:00:00Z') });
  await at('18:00');
  expect(
    (await seen('dailyReport.companyNotice'))
      .filter((notice) => notice.body.includes('安居'))
      .map((notice) => notice.name),
  ).toEqual(['安晓居']);
});

test('in the evening the district officer gets the day in figures, of that district only', async () => {
  await done('东晖苑');
  await at('19:59');
  expect(await seen('dailyReport.districtDigest')).toEqual([]);
  await at('20:00');
  await at('20:04');
  expect(await seen('dailyReport.districtDigest')).toMatchObject([
    { name: '区建国', body: '2026-03-16惠城区应报3个小区，已报1个，未报2个，发现异常0项。' },
  ]);
});

test('who has filed everything is not bothered by what still waits; who has something open is', async () => {
  await at('10:00');
  await done('东晖苑');
  await at('10:01');
  const waiting = async () =>
    (await messaging.pendingNotices('remind:')).filter(({ personId }) => personId === cast.personInCharge.person.id)
      .length;
  expect(await waiting()).toBe(1);
  await done('江畔花园');
  await at('10:02');
  expect(await waiting()).toBe(0);
  expect(await messaging.pendingNotices('remind:')).toHaveLength(2);
});

test('an urging is dropped once its reports are there', async () => {
  const urge = '0192a1b2-0000-7000-8000-0000000000cc';
  const { id } = cast.outsider.person;
  await inTransaction(pool, async (transaction) => {
    const messages = await messaging.notify(transaction, [
      {
        key: `urge:${urge}:${id}`,
        personId: id,
        kind: 'dailyReport.urge',
        title: '催报',
        body: '请填报',
        link: null,
        params: { community: '南站新城', date: '2026-03-16' },
      },
    ]);
    await transaction.query(
      'insert into urges (id, task_id, person_id, message_id, at, by_person) values ($1, $2, $3, $4, now(), $5)',
      [urge, await taskOf('南站新城'), id, messages.get(`urge:${urge}:${id}`), cast.districtOfficer.person.id],
    );
  });
  await at('09:00');
  expect(await messaging.pendingNotices('urge:')).toHaveLength(1);
  await done('南站新城');
  await at('09:01');
  expect(await messaging.pendingNotices('urge:')).toEqual([]);
});
