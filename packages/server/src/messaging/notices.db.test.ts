import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../base/database/pool.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { type BuiltPerson, buildPerson } from '../org/testing/builders.ts';
import { messagingJobs } from './jobs.ts';
import { createMessagingService } from './service.ts';
import { buildNotice, countStatements, drain, follow, ladderOf, startVendors, type Vendors } from './testing.ts';

const { pool } = await testDatabase();
const clock = testClock();
let vendors: Vendors;
beforeAll(async () => {
  vendors = await startVendors(clock.now);
  await migrateJobs(testRuntime(pool));
});
afterAll(() => vendors.stop());

const morning = '2026-03-16T02:00:00.000Z';
let person: BuiltPerson;
beforeEach(async () => {
  clock.set(morning);
  person = await buildPerson(pool);
  await follow(pool, person.id, `o-${person.id}`);
  vendors.weChat.state.followers.add(`o-${person.id}`);
});

// What a test leaves waiting must not be due in the next one.
afterEach(() => pool.query(`update deliveries set state = 'skipped' where state = 'waiting'`));

function services(environment: Record<string, string> = { ...vendors.smsEnvironment, ...vendors.weChatEnvironment }) {
  const runtime = testRuntime(pool, { clock, environment });
  const service = createMessagingService(runtime, { send: vendors.send });
  return { service, run: () => drain(runtime, messagingJobs(service)) };
}

test('a notice is in the product at once, on WeChat within the same moment, and by text message only if that brings nothing', async () => {
  const { service, run } = services();
  await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id)]));
  expect(await ladderOf(pool, person.id)).toMatchObject([
    { channel: 'inApp', state: 'accepted' },
    { channel: 'weChat', state: 'waiting', notBefore: new Date(morning) },
    { channel: 'sms', state: 'waiting', notBefore: new Date('2026-03-16T02:15:00Z') },
  ]);
  await run();
  expect((await ladderOf(pool, person.id)).map((step) => step.state)).toEqual(['accepted', 'accepted', 'waiting']);
  const pushed = vendors.weChat.sent.at(-1);
  expect(pushed?.payload).toMatchObject({
    touser: `o-${person.id}`,
    template_id: 'T-remind',
    url: `https://anshao.example.cn/api/wechat/login?to=${encodeURIComponent('/m/report/0192a1b2-0000-7000-8000-000000000001')}`,
    data: { thing1: { value: '东晖苑' }, time2: { value: '2026-03-16' } },
  });

  clock.forward(14);
  expect(await service.tick()).toBe(0);
  clock.forward(1);
  expect(await service.tick()).toBe(1);
  await run();
  expect(await ladderOf(pool, person.id)).toMatchObject([
    {},
    {},
    { channel: 'sms', state: 'accepted', provider: 'aliyun' },
  ]);
  expect(vendors.aliyun.sent.at(-1)).toMatchObject({
    phone: person.mobile,
    params: { community: '东晖苑', date: '2026-03-16', due: '18:00' },
  });
});

test('a WeChat message that has arrived makes the text message unnecessary', async () => {
  const { service, run } = services();
  await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id)]));
  await run();
  const { messageId } = vendors.weChat.sent.at(-1)!;
  await service.recordReceipt('weChat', { providerMessageId: messageId, state: 'delivered', at: clock.now() });
  clock.forward(16);
  const sent = vendors.aliyun.sent.length;
  await service.tick();
  await run();
  expect((await ladderOf(pool, person.id)).map((step) => step.state)).toEqual(['accepted', 'delivered', 'skipped']);
  expect(vendors.aliyun.sent).toHaveLength(sent);
});

test('an urging that arrived but was not read is followed by a text message', async () => {
  const { service, run } = services();
  const urge = buildNotice(person.id, { key: `urge:1:${person.id}`, kind: 'dailyReport.urge' });
  vendors.weChat.state.active.add(`o-${person.id}`);
  await inTransaction(pool, (transaction) => service.notify(transaction, [urge]));
  await run();
  await pool.query(`update deliveries set state = 'delivered' where person_id = $1 and channel = 'weChat'`, [
    person.id,
  ]);
  clock.forward(11);
  await service.tick();
  await run();
  expect((await ladderOf(pool, person.id)).map((step) => step.state)).toEqual(['accepted', 'delivered', 'accepted']);
});

test('reading a message stops its ladder, and only its own', async () => {
  const { service, run } = services();
  const other = buildNotice(person.id, { key: `other:${person.id}` });
  const ids = await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id), other]));
  await run();
  const viewer = { personId: person.id } as Parameters<typeof service.markRead>[0];
  expect(await service.listMine(viewer, {})).toMatchObject({ unread: 2 });
  await service.markRead(viewer, [ids.get(other.key)!]);
  expect(await service.listMine(viewer, {})).toMatchObject({ unread: 1 });
  const { rows } = await pool.query(
    `select m.key, array_agg(d.state order by d.position) as states from deliveries d join messages m on m.id = d.message_id
     where m.person_id = $1 group by 1`,
    [person.id],
  );
  expect(Object.fromEntries(rows.map((row) => [row.key, row.states]))).toEqual({
    [other.key]: ['read', 'read', 'skipped'],
    [buildNotice(person.id).key]: ['accepted', 'accepted', 'waiting'],
  });
});

test('nobody reads another person’s message', async () => {
  const { service } = services();
  const ids = await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id)]));
  const stranger = { personId: (await buildPerson(pool)).id } as Parameters<typeof service.markRead>[0];
  await service.markRead(stranger, [...ids.values()]);
  await service.markRead(stranger);
  expect(await service.listMine(stranger, {})).toEqual({ rows: [], unread: 0 });
  expect((await ladderOf(pool, person.id))[0]?.state).toBe('accepted');
});

test('the list of messages goes on where its page ended', async () => {
  const { service } = services({});
  for (const minute of [1, 2, 3]) {
    clock.forward(1);
    await inTransaction(pool, (transaction) =>
      service.notify(transaction, [buildNotice(person.id, { key: `${minute}:${person.id}`, title: `第${minute}条` })]),
    );
  }
  const viewer = { personId: person.id } as Parameters<typeof service.markRead>[0];
  const first = await service.listMine(viewer, { limit: 2 });
  expect(first.rows.map((row) => row.title)).toEqual(['第3条', '第2条']);
  const rest = await service.listMine(viewer, { limit: 2, cursor: first.next! });
  expect(rest).toMatchObject({ rows: [{ title: '第1条' }], unread: 3 });
  expect(rest.next).toBeUndefined();
});

test('the same key is the same message: the second asking sends nothing, changes nothing, and answers the first', async () => {
  const { service } = services();
  const ask = (title: string) => {
    const twice = [buildNotice(person.id, { title }), buildNotice(person.id, { title })];
    return inTransaction(pool, (transaction) => service.notify(transaction, twice));
  };
  const first = await ask('第一次');
  expect(await ask('第二次')).toEqual(first);
  expect(await ladderOf(pool, person.id)).toHaveLength(3);
  const { rows } = await pool.query(
    `select m.title, (select count(*) from events where type = 'messaging.sent' and data->>'personId' = $1::text) as told
     from messages m where m.person_id = $1::uuid`,
    [person.id],
  );
  expect(rows).toEqual([{ title: '第一次', told: 1 }]);
});

test('two processes with the same thousand notices write each once and do not lock each other out', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => buildPerson(pool)));
  const notices = people.flatMap(({ id }) =>
    Array.from({ length: 50 }, (_, index) => buildNotice(id, { key: `crowd:${index}:${id}` })),
  );
  const both = [services({}), services({})].map(({ service }, index) =>
    inTransaction(pool, (transaction) => service.notify(transaction, index ? notices.toReversed() : notices)),
  );
  const [one, other] = await Promise.all(both);
  expect(one!.size).toBe(1000);
  expect(new Map([...other!].sort())).toEqual(new Map([...one!].sort()));
});

test('at night the product shows it and nothing rings before seven', async () => {
  const { service, run } = services();
  clock.set('2026-03-16T15:00:00.000Z');
  await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id)]));
  expect((await ladderOf(pool, person.id)).map((step) => step.notBefore.toISOString())).toEqual([
    '2026-03-16T15:00:00.000Z',
    '2026-03-16T23:00:00.000Z',
    '2026-03-16T23:15:00.000Z',
  ]);
  clock.set('2026-03-16T22:59:00.000Z');
  expect(await service.tick()).toBe(0);
  clock.forward(1);
  expect(await service.tick()).toBe(1);
  await run();
  expect((await ladderOf(pool, person.id))[1]?.state).toBe('accepted');
});

test('quiet hours follow the site’s settings, also for what was planned before they were changed', async () => {
  const { service, run } = services();
  await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id)]));
  await pool.query(
    `insert into settings (key, value, updated_at) values ('site', '{"quietFrom":"09:00","quietUntil":"11:30"}', now())`,
  );
  try {
    await run();
    expect((await ladderOf(pool, person.id))[1]).toMatchObject({
      state: 'waiting',
      notBefore: new Date('2026-03-16T03:30:00Z'),
    });
  } finally {
    await pool.query(`delete from settings where key = 'site'`);
  }
});

test('who has neither WeChat nor a number, or has left, has it in the product only', async () => {
  const { service } = services();
  const silent = await buildPerson(pool, { mobile: null });
  await pool.query(`update people set status = 'left' where id = $1`, [person.id]);
  await inTransaction(pool, (transaction) =>
    service.notify(transaction, [buildNotice(silent.id), buildNotice(person.id)]),
  );
  expect(await ladderOf(pool, silent.id)).toMatchObject([{ channel: 'inApp' }]);
  expect(await ladderOf(pool, person.id)).toMatchObject([{ channel: 'inApp' }]);
});

test('without an official account nobody waits for WeChat', async () => {
  const { service } = services(vendors.smsEnvironment);
  await inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id)]));
  expect(await ladderOf(pool, person.id)).toMatchObject([
    { channel: 'inApp' },
    { channel: 'sms', notBefore: new Date(morning) },
  ]);
});

test('2,500 notices cost as many statements as one', async () => {
  const { service } = services();
  await pool.query(
    `insert into people (id, name, mobile, created_at, updated_at)
     select uuidv7(), '群发' || n, '137' || lpad(n::text, 8, '0'), now(), now() from generate_series(1, 2500) n`,
  );
  const { rows } = await pool.query<{ id: string }>(`select id from people where name like '群发%'`);
  await inTransaction(pool, async (transaction) => {
    const counter = countStatements(transaction);
    await service.notify(
      transaction,
      rows.map(({ id }) => buildNotice(id)),
    );
    expect(counter.count).toBeLessThanOrEqual(6);
  });
  const { rows: counted } = await pool.query(
    `select (select count(*) from messages m join people p on p.id = m.person_id where p.name like '群发%') as messages,
      (select count(*) from deliveries d join people p on p.id = d.person_id where p.name like '群发%') as deliveries`,
  );
  expect(counted[0]).toEqual({ messages: 2500, deliveries: 5000 });
});

test('what is done is not asked for any more', async () => {
  const { service } = services();
  const notice = buildNotice(person.id);
  await inTransaction(pool, (transaction) => service.notify(transaction, [notice]));
  const mine = async () =>
    (await service.pendingNotices('remind:dailyReport:2026-03-16:')).filter((one) => one.personId === person.id);
  expect(await mine()).toEqual([{ key: notice.key, personId: person.id }]);
  await inTransaction(pool, (transaction) => service.cancelNotices(transaction, [notice.key]));
  expect(await mine()).toEqual([]);
  expect((await ladderOf(pool, person.id)).map((step) => step.state)).toEqual(['accepted', 'skipped', 'skipped']);
});

test('a kind that no preset describes is refused before anything is written', async () => {
  const { service } = services();
  const asked = inTransaction(pool, (transaction) =>
    service.notify(transaction, [buildNotice(person.id, { kind: 'unheard.of' })]),
  );
  await expect(asked).rejects.toThrow('unheard.of');
  expect(await ladderOf(pool, person.id)).toEqual([]);
});
