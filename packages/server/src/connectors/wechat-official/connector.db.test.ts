import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchSend } from '../http.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { startTokenDatabase, type TokenDatabase } from '../testing/token-database.ts';
import { startWechatOfficial, type WechatStandIn } from '../testing/wechat-official.ts';
import type { WechatOfficialConfig } from './config.ts';
import { wechatOfficial } from './connector.ts';

const clock = fixedClock();
const account = {
  appId: 'wxb11529c136998cb6',
  appSecret: 'app-secret',
  callbackToken: 'pamtest',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};
let database: TokenDatabase;
let standIn: WechatStandIn;
let config: WechatOfficialConfig;

beforeAll(async () => {
  database = await startTokenDatabase();
  standIn = await startWechatOfficial({ ...account, now: clock.now });
  standIn.state.followers.add('oFollower');
  standIn.state.templates.add('T1');
  config = {
    ...account,
    mode: 'safe',
    endpoint: standIn.url,
    jsHosts: ['anshao.example'],
    templates: { due: { templateId: 'T1', fields: { thing1: 'community' } } },
  };
});
afterAll(async () => {
  await standIn.stop();
  await database.stop();
});

const tokenCalls = () => standIn.requests.filter((request) => request.path === '/cgi-bin/stable_token').length;

test('two processes send with one token, and when it is withdrawn one renewal serves both', async () => {
  const processes = [1, 2].map(() => wechatOfficial(config, database.openPool(2), fetchSend(), clock));
  let delivery = 0;
  const sendFromEach = () =>
    Promise.all(
      processes.map((one) => {
        delivery += 1;
        const params = { community: '金山龙庭3期' };
        return one.sendNotice({
          openId: 'oFollower',
          template: 'due',
          params,
          text: '请填报',
          idempotencyKey: `d-${delivery}`,
        });
      }),
    );
  const outcomes = async () => (await sendFromEach()).map((sent) => sent.result.outcome);

  expect(await outcomes()).toEqual(['accepted', 'accepted']);
  expect(tokenCalls()).toBe(1);
  standIn.expireToken();
  expect(await outcomes()).toEqual(['accepted', 'accepted']);
  expect(tokenCalls()).toBe(2);
});

const page = (url: string) => ({ entryUrl: url, currentUrl: url, userAgent: 'MicroMessenger' });

test('a page is signed with one ticket for all processes, even when ticket and token must both be fetched', async () => {
  const [one, other] = [1, 2].map(() => wechatOfficial(config, database.openPool(2), fetchSend(), clock));
  standIn.expireToken();
  const signed = await one!.signPage(page('https://anshao.example/m'));
  expect(signed).toMatchObject({ appId: account.appId, signature: expect.stringMatching(/^[0-9a-f]{40}$/) });
  await other!.signPage(page('https://anshao.example/m/reports'));
  expect(
    standIn.requests.filter(
      (request) =>
        request.path === '/cgi-bin/ticket/getticket' && request.query.access_token === standIn.issuedTokens.at(-1),
    ),
  ).toHaveLength(1);
});
