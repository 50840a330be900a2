import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Routes } from '../access/routing.ts';
import { authenticateAs, buildCast, type Cast } from '../access/testing/cast.ts';
import { inTransaction } from '../base/database/pool.ts';
import { createHttp, type Http } from '../base/http/server.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { messagingJobs } from './jobs.ts';
import { registerMessagingRoutes } from './routes.ts';
import { createMessagingService, type MessagingService } from './service.ts';
import {
  buildNotice,
  drain,
  follow,
  ladderOf,
  receiptToken,
  startVendors,
  type Vendors,
  weChatAccount,
} from './testing.ts';

const { pool } = await testDatabase();
const clock = testClock();
let vendors: Vendors;
let cast: Cast;
const opened: Http[] = [];
beforeAll(async () => {
  vendors = await startVendors(clock.now);
  await migrateJobs(testRuntime(pool));
  cast = await buildCast(pool);
  await follow(pool, cast.personInCharge.person.id, 'oFollower');
  vendors.weChat.state.followers.add('oFollower');
});
afterAll(() => vendors.stop());
beforeEach(() => clock.set('2026-03-16T02:00:00.000Z'));
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
  await pool.query('delete from deliveries');
  await pool.query('delete from messages');
  await pool.query('delete from early_receipts');
  await pool.query('update identities set following = true');
});

function open(
  environment: Record<string, string> = {
    ...vendors.smsEnvironment,
    ...vendors.fallbackEnvironment,
    ...vendors.weChatEnvironment,
  },
) {
  const runtime = testRuntime(pool, { clock, environment });
  const service = createMessagingService(runtime, { send: vendors.send });
  const app = createHttp(runtime);
  opened.push(app);
  registerMessagingRoutes(new Routes(app, authenticateAs(cast)), app, service);
  return { app, service, run: () => drain(runtime, messagingJobs(service)) };
}

const person = () => cast.personInCharge.person;
const states = async () => (await ladderOf(pool, person().id)).map((step) => step.state);
const remind = (service: MessagingService) =>
  inTransaction(pool, (transaction) => service.notify(transaction, [buildNotice(person().id)]));

/** A reminder that has gone out by text message. */
async function sentBySms(opened: ReturnType<typeof open>) {
  await pool.query(`update identities set following = false`);
  await remind(opened.service);
  await opened.run();
  return vendors.aliyun.sent.at(-1)!;
}
const aliyunReceipt = (app: Http, bizId: string, success = true, token = receiptToken) =>
  app.inject({
    method: 'POST',
    url: `/api/callbacks/aliyun-sms?token=${token}`,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    payload: vendors.aliyun.receiptBody([bizId], {
      success,
      errCode: success ? 'DELIVERED' : 'UNDELIV',
      at: '2026-03-16 10:00:05',
    }),
  });

test('a receipt of the vendor marks the message as delivered', async () => {
  const server = open();
  const { bizId } = await sentBySms(server);
  const answer = await aliyunReceipt(server.app, bizId);
  expect([answer.statusCode, answer.json()]).toEqual([200, { code: 0, msg: '成功' }]);
  expect(await states()).toEqual(['accepted', 'delivered']);
  const { rows } = await pool.query(`select receipt_at from deliveries where channel = 'sms'`);
  expect(rows).toEqual([{ receipt_at: new Date('2026-03-16T02:00:05Z') }]);
});

test.each([
  ['a wrong token', 'guessed'],
  ['no token', ''],
])('a receipt with %s is turned away and changes nothing', async (_, token) => {
  const server = open();
  const { bizId } = await sentBySms(server);
  expect((await aliyunReceipt(server.app, bizId, false, token)).statusCode).toBe(403);
  expect(await states()).toEqual(['accepted', 'accepted']);
});

test('the token given twice is no token', async () => {
  const server = open();
  const { bizId } = await sentBySms(server);
  expect((await aliyunReceipt(server.app, bizId, false, `${receiptToken}&token=x`)).statusCode).toBe(403);
});

test('receipts may come twice and out of order: delivered stays delivered', async () => {
  const server = open();
  const { bizId } = await sentBySms(server);
  await aliyunReceipt(server.app, bizId, false);
  expect(await states()).toEqual(['accepted', 'failed']);
  for (const success of [true, true, false]) await aliyunReceipt(server.app, bizId, success);
  expect(await states()).toEqual(['accepted', 'delivered']);
});

test('a receipt that overtakes the answer to its sending is kept until the message is known', async () => {
  const server = open();
  await server.service.recordReceipt('tencent', { providerMessageId: 'S-1', state: 'delivered', at: clock.now() });
  await sentBySms(server);
  await pool.query(`update deliveries set provider = 'tencent', provider_message_id = 'S-1' where channel = 'sms'`);
  await server.service.tick();
  expect(await states()).toEqual(['accepted', 'delivered']);
  expect((await pool.query('select from early_receipts')).rowCount).toBe(0);
});

test('receipts of the other vendor have their own address', async () => {
  const server = open();
  vendors.aliyun.answerNext({ code: 'isv.AMOUNT_NOT_ENOUGH', message: '账户余额不足' });
  await sentBySms(server);
  const { serialNo } = vendors.tencent.sent.at(-1)!;
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/callbacks/tencent-sms?token=${receiptToken}`,
    headers: { 'content-type': 'application/json' },
    payload: vendors.tencent.receiptBody([serialNo], { success: true, errmsg: 'DELIVRD', at: '2026-03-16 10:00:05' }),
  });
  expect(answer.statusCode).toBe(200);
  expect(await states()).toEqual(['accepted', 'delivered']);
});

test('addresses of vendors that are not in use do not exist', async () => {
  const { app } = open({});
  const asked = await Promise.all(
    (['/api/callbacks/aliyun-sms', '/api/callbacks/tencent-sms', '/api/callbacks/wechat'] as const).map((url) =>
      app.inject({ method: 'POST', url, payload: '[]', headers: { 'content-type': 'application/json' } }),
    ),
  );
  expect(asked.map((answer) => answer.statusCode)).toEqual([404, 404, 404]);
});

/* ---- the official account ---- */

let nonce = 0;
function push(app: Http, fields: Record<string, string>, mangle = (body: string) => body) {
  const event = Object.entries({
    ToUserName: 'gh_1',
    FromUserName: 'oFollower',
    CreateTime: String(clock.now().getTime() / 1000),
    MsgType: 'event',
    ...fields,
  });
  const xml = `<xml>${event.map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('')}</xml>`;
  const { query, body } = vendors.weChat.push(xml, 'safe', { nonce: String(++nonce), random16: '0123456789abcdef' });
  const send = () =>
    app.inject({
      method: 'POST',
      url: `/api/callbacks/wechat?${new URLSearchParams(query)}`,
      headers: { 'content-type': 'text/xml' },
      payload: mangle(body),
    });
  return send;
}
const following = async () =>
  (await pool.query(`select following from identities where subject = 'oFollower'`)).rows[0].following;

test('the address check is answered, and refused when its signature is wrong', async () => {
  const { app } = open();
  const { query } = vendors.weChat.push('<xml></xml>', 'plain', { nonce: 'n', random16: '0123456789abcdef' });
  const ask = (changes: Record<string, string>) =>
    app.inject({ url: `/api/callbacks/wechat?${new URLSearchParams({ ...query, echostr: 'echo', ...changes })}` });
  expect((await ask({})).body).toBe('echo');
  const forged = await ask({ signature: 'f'.repeat(40) });
  expect([forged.statusCode, forged.json().code]).toEqual([403, 'messaging.signature']);
});

test('a forged push changes nothing', async () => {
  const { app } = open();
  const answer = await push(app, { Event: 'unsubscribe' }, (body) =>
    body.replace(/Encrypt><!\[CDATA\[(..)/, 'Encrypt><![CDATA[AA'),
  )();
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'messaging.signature']);
  expect(await following()).toBe(true);
});

test('who leaves the account is not written to there any more; who comes back is', async () => {
  const server = open();
  expect((await push(server.app, { Event: 'unsubscribe' })()).body).toBe('success');
  expect(await following()).toBe(false);
  await remind(server.service);
  expect((await ladderOf(pool, person().id)).map((step) => step.channel)).toEqual(['inApp', 'sms']);
  clock.forward(1);
  await push(server.app, { Event: 'subscribe' })();
  expect(await following()).toBe(true);
});

test('a push that is repeated does nothing the second time', async () => {
  const { app } = open();
  const leave = push(app, { Event: 'unsubscribe' });
  await leave();
  clock.forward(1);
  await push(app, { Event: 'subscribe' })();
  expect((await leave()).body).toBe('success');
  expect(await following()).toBe(true);
});

test('a push recorded yesterday is refused for its age', async () => {
  const { app } = open();
  const old = push(app, { Event: 'unsubscribe' });
  clock.forward(24 * 60);
  expect((await old()).statusCode).toBe(403);
  expect(await following()).toBe(true);
});

test.each([
  ['following through it', { Event: 'subscribe', EventKey: 'qrscene_community:' }],
  ['scanning it as a follower', { Event: 'SCAN', EventKey: 'community:' }],
])('the poster of a community leads to its binding (%s)', async (_, event) => {
  const { app } = open();
  const { id } = cast.eastGarden;
  const plain = open({ ...vendors.weChatEnvironment, WECHAT_MODE: 'plain' });
  const answered = await push(app, { ...event, EventKey: `${event.EventKey}${id}`, Ticket: 't' })();
  expect(answered.headers['content-type']).toContain('xml');
  expect(answered.body).toContain('<Encrypt>');
  const { query, body } = vendors.weChat.push(
    `<xml><ToUserName>gh_1</ToUserName><FromUserName>oFollower</FromUserName><CreateTime>${clock.now().getTime() / 1000 + 1}</CreateTime><MsgType>event</MsgType><Event>${event.Event}</Event><EventKey>${event.EventKey}${id}</EventKey></xml>`,
    'plain',
    { nonce: `p${++nonce}`, random16: '0123456789abcdef' },
  );
  const readable = await plain.app.inject({
    method: 'POST',
    url: `/api/callbacks/wechat?${new URLSearchParams(query)}`,
    headers: { 'content-type': 'text/xml' },
    payload: body,
  });
  expect(readable.body).toContain(`/api/wechat/login?to=${encodeURIComponent(`/m/bind?community=${id}`)}`);
});

test('WeChat’s own receipt marks the message, and a refusal to take it gives way to the text message', async () => {
  const server = open();
  await remind(server.service);
  await server.run();
  const { messageId } = vendors.weChat.sent.at(-1)!;
  await push(server.app, { Event: 'TEMPLATESENDJOBFINISH', MsgID: messageId, Status: 'failed:user block' })();
  expect((await states())[1]).toBe('failed');
  await server.run();
  expect(await states()).toEqual(['accepted', 'failed', 'accepted']);
  clock.forward(1);
  await push(server.app, { Event: 'TEMPLATESENDJOBFINISH', MsgID: messageId, Status: 'success' })();
  expect((await states())[1]).toBe('delivered');
});

test('the menu is published at start and leads to the to-do list, already signed in', async () => {
  const { service } = open();
  await service.start();
  expect(vendors.weChat.menus.at(-1)).toEqual({
    button: [
      {
        type: 'view',
        name: '项目日报',
        url: `https://anshao.example.cn/api/wechat/login?to=${encodeURIComponent('/m/reports?tab=todo')}`,
      },
    ],
  });
});

test('a menu that is refused does not keep the server from starting', async () => {
  vendors.weChat.answerNext('/cgi-bin/menu/create', { errcode: 48001, errmsg: 'api unauthorized' });
  await expect(open().service.start()).resolves.toBeUndefined();
});

test('WeChat tells who came back from it, once; a used code is a problem the user can read', async () => {
  const door = open().service.weChat!;
  expect(door.authorizeUrl({ redirectUri: 'https://anshao.example.cn/api/wechat/return', state: 'abc123' })).toContain(
    `appid=${weChatAccount.appId}`,
  );
  vendors.weChat.state.oauthCodes.set('once', 'oSomebody');
  expect(await door.exchange('once')).toEqual({ openId: 'oSomebody' });
  await expect(door.exchange('once')).rejects.toMatchObject({
    code: 'messaging.wechat-refused',
    details: { reason: '40029' },
  });
});

test('the poster’s code stands for its community', async () => {
  const { id } = cast.eastGarden;
  const url = await open().service.weChat!.sceneUrl(id);
  expect(decodeURIComponent(url)).toContain(`community:${id}`);
});

/* ---- the outbox and one's own messages ---- */

const asMember = (app: Http, name: string, url: string) => app.inject({ url, headers: { 'x-cast': name } });

test('the outbox is for the administrator; nobody else learns anything from it', async () => {
  const { app, service } = open({});
  await remind(service);
  const asked = await Promise.all(
    (
      [
        'administrator',
        'associationOfficer',
        'districtOfficer',
        'companyManager',
        'personInCharge',
        'outsider',
        'nobody',
      ] as const
    ).map(async (name) => (await asMember(app, name, '/api/outbox')).statusCode),
  );
  expect(asked).toEqual([200, 403, 403, 403, 403, 403, 401]);
});

test('the outbox is searched by number, kind and name, and goes on page by page', async () => {
  const { app, service, run } = open({});
  await remind(service);
  clock.forward(1);
  await inTransaction(pool, (transaction) =>
    service.sendText(transaction, {
      key: 'code:1',
      kind: 'signInCode',
      mobile: '13700001111',
      personId: null,
      params: { code: '482913', minutes: '5' },
    }),
  );
  await run();
  const find = async (query: string) => {
    const rows: { channel: string; to: string }[] = (
      await asMember(app, 'administrator', `/api/outbox?${query}`)
    ).json().rows;
    return rows.map((row) => `${row.channel} ${row.to}`);
  };
  const mine = `sms ${person().mobile}`;
  expect(await find('')).toEqual(['sms 13700001111', mine, 'inApp ']);
  expect(await find('q=1370000')).toEqual(['sms 13700001111']);
  expect(await find(`q=${encodeURIComponent('日报提醒')}`)).toEqual([mine, 'inApp ']);
  expect(await find('q=signInCode')).toEqual(['sms 13700001111']);
  expect(await find(`q=${encodeURIComponent(person().name)}`)).toEqual([mine, 'inApp ']);
  expect(await find('channel=inApp')).toEqual(['inApp ']);
  expect(await find('state=failed')).toEqual([]);
  const first = (await asMember(app, 'administrator', '/api/outbox?limit=2')).json();
  expect(await find(`limit=2&cursor=${first.next}`)).toEqual(['inApp ']);
  expect(first.rows[0]).toMatchObject({
    provider: 'outbox',
    state: 'accepted',
    text: '验证码 482913，5 分钟内有效。请勿告诉他人，如非本人操作请忽略。',
  });
});

test('the bell counts what one has not read', async () => {
  const { app, service } = open({});
  await remind(service);
  expect((await asMember(app, 'personInCharge', '/api/me/messages')).json()).toMatchObject({
    unread: 1,
    rows: [{ title: '安全生产日报待填报', readAt: null }],
  });
  const read = await app.inject({
    method: 'POST',
    url: '/api/me/messages/read',
    headers: { 'x-cast': 'personInCharge' },
    payload: {},
  });
  expect(read.json()).toEqual({ ok: true });
  expect((await asMember(app, 'personInCharge', '/api/me/messages')).json()).toMatchObject({ unread: 0 });
  expect((await asMember(app, 'outsider', '/api/me/messages')).json()).toEqual({ rows: [], unread: 0 });
  expect((await app.inject({ url: '/api/me/messages' })).statusCode).toBe(401);
});
