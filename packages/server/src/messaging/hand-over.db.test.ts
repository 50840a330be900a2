import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPool, inTransaction } from '../base/database/pool.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import type { HttpSend } from '../connectors/contract.ts';
import { startHttpStandIn } from '../connectors/testing/http-stand-in.ts';
import { type BuiltPerson, buildPerson } from '../org/testing/builders.ts';
import { messagingJobs } from './jobs.ts';
import { createMessagingService, type MessagingService } from './service.ts';
import { buildNotice, drain, follow, ladderOf, startVendors, type Vendors } from './testing.ts';

const { pool, url } = await testDatabase();
const clock = testClock();
let vendors: Vendors;
beforeAll(async () => {
  vendors = await startVendors(clock.now);
  await migrateJobs(testRuntime(pool));
});
afterAll(() => vendors.stop());

let person: BuiltPerson;
beforeEach(async () => {
  clock.set('2026-03-16T02:00:00.000Z');
  person = await buildPerson(pool);
});
// What a test leaves behind must not be due in the next one.
afterEach(() => pool.query(`update deliveries set state = 'skipped' where state in ('waiting', 'sending')`));

function services(
  environment: Record<string, string> = vendors.smsEnvironment,
  options: { pool?: pg.Pool; send?: HttpSend } = {},
) {
  const runtime = testRuntime(options.pool ?? pool, { clock, environment });
  const service = createMessagingService(runtime, { send: options.send ?? vendors.send });
  return { runtime, service, run: () => drain(runtime, messagingJobs(service)) };
}

const moduleAt = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
const notifyOne = (service: MessagingService, words: Parameters<typeof buildNotice>[1] = {}) =>
  inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person.id, words)]));
const smsOf = async (personId = person.id) => (await ladderOf(pool, personId)).find((step) => step.channel === 'sms')!;
const sentTo = (mobile: string | null) => vendors.aliyun.sent.filter((message) => message.phone === mobile);

test('a process that dies after the vendor accepted leaves a trace, and the message goes out again under the same key', async () => {
  // From the vendor's answer on, this process reaches its database no more.
  let dead = false;
  const dying = new Proxy(pool, {
    get: (target, name) => {
      if (name === 'connect' && dead) return () => Promise.reject(new Error('killed'));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const killed = services(vendors.smsEnvironment, {
    pool: dying,
    send: async (request) => {
      const answer = await vendors.send(request);
      dead = true;
      return answer;
    },
  });
  const healthy = services();
  await notifyOne(healthy.service);
  const { id } = await smsOf();
  await expect(killed.service.deliverNow(id)).rejects.toThrow('killed');
  expect(await smsOf()).toMatchObject({ state: 'sending', attempts: 1 });

  clock.forward(1);
  await healthy.service.tick();
  expect((await smsOf()).state).toBe('sending');
  clock.forward(2);
  await healthy.service.tick();
  await healthy.run();

  expect(await smsOf()).toMatchObject({ state: 'accepted', attempts: 2 });
  const handed = sentTo(person.mobile);
  expect(handed).toHaveLength(2);
  expect(new Set(handed.map((message) => message.outId)).size).toBe(1);
});

test('a process killed by the system while the vendor has the message is made good for by another one', async () => {
  const { service, run } = services();
  await notifyOne(service);
  const { id } = await smsOf();
  const program = `
    const { createPool } = await import(${moduleAt('../base/database/pool.ts')});
    const { testRuntime, testClock } = await import(${moduleAt('../base/testing/runtime.ts')});
    const { createMessagingService } = await import(${moduleAt('./service.ts')});
    const pool = createPool(process.env.TEST_URL, { max: 2, onError: () => {} });
    const runtime = testRuntime(pool, { clock: testClock(), environment: JSON.parse(process.env.TEST_ENVIRONMENT) });
    await createMessagingService(runtime).deliverNow(process.env.TEST_DELIVERY);`;
  let child: ChildProcess | undefined;
  const silent = await startHttpStandIn(() => {
    child?.kill('SIGKILL');
    return 'stay silent';
  });
  try {
    child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: {
        ...process.env,
        TEST_URL: url,
        TEST_DELIVERY: id,
        TEST_ENVIRONMENT: JSON.stringify({ ...vendors.smsEnvironment, ALIYUN_SMS_ENDPOINT: silent.url }),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  } finally {
    await silent.stop();
  }
  expect(await smsOf()).toMatchObject({ state: 'sending', attempts: 1 });

  clock.forward(3);
  await service.tick();
  await run();
  expect(await smsOf()).toMatchObject({ state: 'accepted', attempts: 2 });
  expect(sentTo(person.mobile).map((message) => message.outId)).toEqual([silent.requests[0]?.query['OutId']]);
});

test('a process that dies before it calls the vendor loses nothing', async () => {
  const { service, run } = services();
  await notifyOne(service);
  await pool.query(`update deliveries set state = 'sending', attempts = 1, started_at = $2 where id = $1`, [
    (await smsOf()).id,
    new Date(clock.now().getTime() - 121_000),
  ]);
  await service.tick();
  await run();
  expect(await smsOf()).toMatchObject({ state: 'accepted', attempts: 2 });
  expect(sentTo(person.mobile)).toHaveLength(1);
});

test('two processes that are given the same deliveries hand each over once', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => buildPerson(pool)));
  const secondPool = createPool(url, { max: 5, onError: () => {} });
  try {
    const one = services();
    const other = services(vendors.smsEnvironment, { pool: secondPool });
    await inTransaction(pool, (transaction) =>
      one.service.notify(
        transaction,
        people.map(({ id }) => buildNotice(id)),
      ),
    );
    const ids = await Promise.all(people.map(async ({ id }) => (await smsOf(id)).id));
    await Promise.all(ids.flatMap((id) => [one.service.deliverNow(id), other.service.deliverNow(id)]));
    expect(people.map(({ mobile }) => sentTo(mobile).length)).toEqual(people.map(() => 1));
  } finally {
    await secondPool.end();
  }
});

test('a row that another process holds at this moment is left to it', async () => {
  const { service } = services();
  await notifyOne(service);
  const { id } = await smsOf();
  await inTransaction(pool, async (transaction) => {
    await transaction.query('select from deliveries where id = $1 for update', [id]);
    await service.deliverNow(id);
  });
  expect(sentTo(person.mobile)).toHaveLength(0);
});

test('a vendor that asks to wait is asked again, each pause twice as long, six times at most', async () => {
  const { service, run } = services();
  await notifyOne(service);
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt++) {
    vendors.aliyun.answerNext({ code: 'isp.SYSTEM_ERROR', message: 'system error' });
    await service.tick();
    await run();
    const { state, notBefore } = await smsOf();
    if (state !== 'waiting') break;
    pauses.push((notBefore.getTime() - clock.now().getTime()) / 1000);
    clock.set(new Date(notBefore.getTime() - 1000).toISOString());
    expect(await service.tick()).toBe(0);
    clock.set(notBefore.toISOString());
  }
  expect(pauses).toEqual([30, 60, 120, 240, 480]);
  expect(await smsOf()).toMatchObject({ state: 'failed', attempts: 6 });
  expect((await smsOf()).error).toContain('isp.SYSTEM_ERROR');
});

test('the vendor’s own pause is kept when it is longer', async () => {
  const { service, run } = services();
  await notifyOne(service);
  vendors.aliyun.answerNext({ code: 'isv.BUSINESS_LIMIT_CONTROL', message: '触发小时级流控Permits:5' });
  await run();
  expect(await smsOf()).toMatchObject({ state: 'waiting', notBefore: new Date('2026-03-16T03:00:00Z') });
});

test('a pause beyond the time the message is worth something ends it', async () => {
  const { service, run } = services();
  await notifyOne(service);
  vendors.aliyun.answerNext({ code: 'isv.BUSINESS_LIMIT_CONTROL', message: '触发天级流控Permits:10' });
  await run();
  expect((await smsOf()).state).toBe('failed');
});

test('a channel that refuses for good gives way to the next at once, and the failure is in the event log', async () => {
  await follow(pool, person.id, `o-${person.id}`);
  const { service, run } = services({ ...vendors.smsEnvironment, ...vendors.weChatEnvironment });
  await notifyOne(service);
  await run();
  expect(await ladderOf(pool, person.id)).toMatchObject([
    { channel: 'inApp', state: 'accepted' },
    { channel: 'weChat', state: 'failed' },
    { channel: 'sms', state: 'accepted' },
  ]);
  const weChat = (await ladderOf(pool, person.id))[1]!;
  const { rows } = await pool.query(`select data from events where type = 'messaging.failed' and subject_id = $1`, [
    weChat.id,
  ]);
  expect(rows).toMatchObject([{ data: { channel: 'weChat', kind: 'dailyReport.remind' } }]);
});

test('an account that lost its rights to template messages does not silence the reminder', async () => {
  await follow(pool, person.id, `o-${person.id}`);
  vendors.weChat.state.followers.add(`o-${person.id}`);
  vendors.weChat.state.withoutRights.add('/cgi-bin/message/template/send');
  try {
    const { service, run } = services({ ...vendors.smsEnvironment, ...vendors.weChatEnvironment });
    await notifyOne(service);
    await run();
    expect((await smsOf()).state).toBe('accepted');
    expect(sentTo(person.mobile)).toHaveLength(1);
  } finally {
    vendors.weChat.state.withoutRights.clear();
  }
});

test('what was read while the message waited its turn is not sent', async () => {
  const { service, run } = services();
  await notifyOne(service);
  await pool.query(`update messages set read_at = now() where person_id = $1`, [person.id]);
  await run();
  expect(await smsOf()).toMatchObject({ state: 'skipped', attempts: 0 });
});

test('the other vendor takes over when the first refuses, under the same key', async () => {
  const { service, run } = services({ ...vendors.smsEnvironment, ...vendors.fallbackEnvironment });
  await notifyOne(service);
  vendors.aliyun.answerNext({ code: 'isv.AMOUNT_NOT_ENOUGH', message: '账户余额不足' });
  await run();
  expect(await smsOf()).toMatchObject({ state: 'accepted', provider: 'tencent' });
  expect(vendors.tencent.sent.at(-1)).toMatchObject({
    phone: `+86${person.mobile}`,
    params: ['东晖苑', '2026-03-16', '18:00'],
  });
});

test('after a lost answer the other vendor is asked only when the pause has brought no receipt', async () => {
  const { service, run } = services({ ...vendors.smsEnvironment, ...vendors.fallbackEnvironment });
  const before = vendors.tencent.sent.length;
  await notifyOne(service);
  vendors.aliyun.answerNext('hang up');
  await run();
  const waiting = await smsOf();
  expect(waiting).toMatchObject({ state: 'waiting', provider: 'tencent' });
  expect(vendors.tencent.sent).toHaveLength(before);

  const { rows } = await pool.query<{ key: string }>('select key from deliveries where id = $1', [waiting.id]);
  await service.recordReceipt('aliyun', {
    providerMessageId: 'biz^0',
    state: 'delivered',
    at: clock.now(),
    idempotencyKey: rows[0]!.key,
  });
  clock.forward(1);
  await service.tick();
  await run();
  expect(await smsOf()).toMatchObject({ state: 'delivered', provider: 'aliyun', attempts: 1 });
  expect(vendors.tencent.sent).toHaveLength(before);
});

test('with no receipt either, the other vendor sends it', async () => {
  const { service, run } = services({ ...vendors.smsEnvironment, ...vendors.fallbackEnvironment });
  await notifyOne(service);
  vendors.aliyun.answerNext('hang up');
  await run();
  clock.forward(1);
  await service.tick();
  await run();
  expect(await smsOf()).toMatchObject({ state: 'accepted', provider: 'tencent', attempts: 2 });
});

/* ---- sign-in codes ---- */

const code = (mobile: string | null, key = `code:${mobile}`) => ({
  key,
  kind: 'signInCode',
  mobile: mobile ?? '',
  personId: person.id,
  params: { code: '482913', minutes: '5' },
});

test('without an account a code is accepted at once, readable in the outbox, and covered after ten minutes', async () => {
  const { service } = services({});
  await inTransaction(pool, (transaction) => service.sendText(transaction, code(person.mobile)));
  expect(await smsOf()).toMatchObject({
    state: 'accepted',
    provider: 'outbox',
    text: '验证码 482913，5 分钟内有效。请勿告诉他人，如非本人操作请忽略。',
  });
  clock.forward(9);
  await service.tick();
  expect((await smsOf()).text).toContain('482913');
  clock.forward(1);
  await service.tick();
  expect((await smsOf()).text).toBe('验证码 ******，5 分钟内有效。请勿告诉他人，如非本人操作请忽略。');
  const { rows } = await pool.query('select params from deliveries where person_id = $1', [person.id]);
  expect(rows).toEqual([{ params: { code: '******', minutes: '5' } }]);
});

test('with a vendor the code never stands readable in the database, and still arrives', async () => {
  const { service, run } = services();
  await inTransaction(pool, (transaction) => service.sendText(transaction, code(person.mobile)));
  const everything = async () =>
    JSON.stringify(
      (
        await pool.query('select d.*, encode(sealed, $1) as hex from deliveries d where person_id = $2', [
          'escape',
          person.id,
        ])
      ).rows,
    );
  expect(await everything()).not.toContain('482913');
  const queued = await pool.query(`select payload::text from graphile_worker._private_jobs`);
  expect(JSON.stringify(queued.rows)).not.toContain('482913');
  await run();
  expect(sentTo(person.mobile)).toMatchObject([{ params: { code: '482913' } }]);
  const { rows } = await pool.query('select state, sealed from deliveries where person_id = $1', [person.id]);
  expect(rows).toEqual([{ state: 'accepted', sealed: null }]);
  expect(await everything()).not.toContain('482913');
});

test('a code is sealed from its first statement on, in words of the caller’s own as well', async () => {
  const { service } = services();
  const said: unknown[] = [];
  await inTransaction(pool, async (transaction) => {
    const query = transaction.query.bind(transaction) as (...given: unknown[]) => unknown;
    const listening = Object.assign(Object.create(transaction), {
      query: (...given: unknown[]) => {
        said.push(given);
        return query(...given);
      },
    });
    await service.sendText(listening, { ...code(person.mobile), text: '【安哨】验证码 482913' });
  });
  expect(said.length).toBeGreaterThan(0);
  expect(JSON.stringify(said)).not.toContain('482913');
  expect((await smsOf()).text).toBe('【安哨】验证码 ******');
});

test('a text that may not be sent is written down with the reason, and nothing leaves', async () => {
  const { service, run } = services();
  const skipped = {
    ...code(person.mobile),
    params: {},
    text: '登录验证码：未发送',
    skippedBecause: '该号码没有登记，未发送',
  };
  await inTransaction(pool, (transaction) => service.sendText(transaction, skipped));
  await run();
  expect(await smsOf()).toMatchObject({
    state: 'skipped',
    error: '该号码没有登记，未发送',
    text: '登录验证码：未发送',
  });
  expect(sentTo(person.mobile)).toEqual([]);
});

test('a code knows no quiet hours, and is not sent when it has expired', async () => {
  clock.set('2026-03-16T18:00:00.000Z');
  const { service, run } = services();
  await inTransaction(pool, (transaction) => service.sendText(transaction, code(person.mobile)));
  await run();
  expect((await smsOf()).state).toBe('accepted');

  await inTransaction(pool, (transaction) => service.sendText(transaction, code(person.mobile, 'code:late')));
  clock.forward(5);
  await run();
  const { rows } = await pool.query(`select state, error, sealed from deliveries where key = 'code:late'`);
  expect(rows).toEqual([{ state: 'failed', error: '已过有效时间，未发送', sealed: null }]);
});

test('a code overtakes a crowd of reminders that was there before it', async () => {
  const { service, run } = services();
  const crowd = await Promise.all(Array.from({ length: 10 }, () => buildPerson(pool)));
  const reminders = crowd.map(({ id }) => buildNotice(id));
  await inTransaction(pool, (transaction) => service.notify(transaction, reminders));
  await inTransaction(pool, (transaction) => service.sendText(transaction, code(person.mobile)));
  const before = vendors.aliyun.sent.length;
  await run();
  const templates = vendors.aliyun.sent.slice(before).map((message) => message.template);
  expect(templates).toEqual(['SMS_CODE', ...crowd.map(() => 'SMS_REMIND')]);
});

test('the same text is sent once, however often it is asked for', async () => {
  const { service, run } = services();
  for (const _ of [1, 2])
    await inTransaction(pool, (transaction) => service.sendText(transaction, code(person.mobile)));
  await run();
  expect(sentTo(person.mobile)).toHaveLength(1);
});

test('a code that waits while the vendor’s secret is changed fails with the reason instead of being guessed at', async () => {
  const before = services();
  await inTransaction(pool, (transaction) => before.service.sendText(transaction, code(person.mobile)));
  const after = services({ ...vendors.smsEnvironment, ALIYUN_ACCESS_KEY_SECRET: 'another' });
  await after.run();
  expect(await smsOf()).toMatchObject({ state: 'failed', error: '短信服务商密钥已更换，等待中的验证码无法读取' });
});

test('a text that is no code waits for the morning', async () => {
  clock.set('2026-03-16T18:00:00.000Z');
  const { service, run } = services();
  const text = {
    ...code(person.mobile),
    kind: 'changeRequest.rejected',
    params: { community: '东晖苑', reason: '缺少公章' },
  };
  await inTransaction(pool, (transaction) => service.sendText(transaction, text));
  await run();
  expect(await smsOf()).toMatchObject({
    state: 'waiting',
    notBefore: new Date('2026-03-16T23:00:00Z'),
    text: '您提交的东晖苑项目负责人变更申请未通过，原因：缺少公章',
  });
});
