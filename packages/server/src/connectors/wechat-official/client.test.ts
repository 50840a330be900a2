import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TokenStore } from '../contract.ts';
import { fetchSend } from '../http.ts';
import { type FixedClock, fixedClock } from '../testing/fixed-clock.ts';
import { startWechatOfficial, type WechatStandIn } from '../testing/wechat-official.ts';
import { fetchAccessToken, fetchJsapiTicket } from './api.ts';
import { authorizeUrl, type WechatClient, wechatClient } from './client.ts';
import type { WechatOfficialConfig } from './config.ts';
import { sendNotice } from './notice.ts';

let standIn: WechatStandIn;
let clock: FixedClock;
let config: WechatOfficialConfig;
let client: WechatClient;
let tokens: TokenStore;

const send = fetchSend({ timeoutMs: 1_000 });
const follower = 'oFollower';
const TEMPLATE = '/cgi-bin/message/template/send';
const SUBSCRIPTION = '/cgi-bin/message/subscribe/bizsend';
const CUSTOMER = '/cgi-bin/message/custom/send';

beforeEach(async () => {
  clock = fixedClock();
  const account = {
    appId: 'wxb11529c136998cb6',
    appSecret: 'app-secret',
    callbackToken: 'pamtest',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  };
  standIn = await startWechatOfficial({ ...account, now: clock.now });
  standIn.state.followers.add(follower);
  standIn.state.templates.add('T1');
  standIn.state.subscriptionTemplates.add('S1');
  config = {
    ...account,
    mode: 'safe',
    endpoint: standIn.url,
    templates: { 'daily-report-due': { templateId: 'T1', fields: { thing1: 'community', time2: 'date' } } },
    subscriptions: { 'daily-report-due': { templateId: 'S1', fields: { thing1: 'community', time2: 'date' } } },
  };
  tokens = rememberedToken(() => fetchAccessToken(config, send));
  client = wechatClient(config, send, tokens);
});
afterEach(() => standIn.stop());

// The shared store is tested against PostgreSQL in token-store.db.test.ts; here one variable is enough.
function rememberedToken(fetchToken: () => Promise<{ token: string }>): TokenStore {
  let stored: string | undefined;
  return {
    async get() {
      stored ??= (await fetchToken()).token;
      return stored;
    },
    async invalidate(token) {
      if (stored === token) stored = undefined;
    },
  };
}

const templateMessage = {
  openId: follower,
  templateId: 'T1',
  data: { thing1: '金山龙庭3期 🏠', time2: '2026年11月21日' },
  url: 'https://anshao.example/m/reports/1?a=1&b=2',
  idempotencyKey: 'delivery-1',
};

describe('template messages', () => {
  test('arrive with Chinese, emoji and link whole, and all 19 digits of their id are kept', async () => {
    const result = await client.sendTemplate(templateMessage);
    expect(result).toEqual({ outcome: 'accepted', providerMessageId: '3127864632512462849' });
    expect(standIn.sent[0]!.payload).toMatchObject({
      url: templateMessage.url,
      data: { thing1: { value: '金山龙庭3期 🏠' }, time2: { value: '2026年11月21日' } },
    });
  });

  test('the same delivery asked for twice is sent once', async () => {
    const first = await client.sendTemplate(templateMessage);
    expect(await client.sendTemplate(templateMessage)).toEqual(first);
    expect(standIn.sent).toHaveLength(1);
  });

  test.each([
    [43004, () => standIn.state.followers.clear()],
    [40037, () => standIn.state.templates.clear()],
    [48001, () => standIn.state.withoutRights.add(TEMPLATE)],
  ])('%d is not tried again', async (code, change) => {
    change();
    expect(await client.sendTemplate(templateMessage)).toMatchObject({
      outcome: 'refused',
      code: String(code),
      retry: 'never',
    });
  });

  test('a used-up quota is worth another try', async () => {
    standIn.state.quota.set(TEMPLATE, 1);
    await client.sendTemplate(templateMessage);
    const result = await client.sendTemplate({ ...templateMessage, idempotencyKey: 'delivery-2' });
    expect(result).toMatchObject({ code: '45009', retry: 'later' });
  });

  test('a busy system, a lost answer and an error page are worth another try', async () => {
    standIn.answerNext(TEMPLATE, { errcode: -1, errmsg: 'system error' });
    expect(await client.sendTemplate(templateMessage)).toMatchObject({ code: '-1', retry: 'later' });
    standIn.answerNext(TEMPLATE, 'hang up');
    expect(await client.sendTemplate(templateMessage)).toMatchObject({ code: 'no-answer', maybeSent: true });
    standIn.answerNext(TEMPLATE, { status: 502, body: '<html>' });
    expect(await client.sendTemplate(templateMessage)).toMatchObject({ code: 'answer-unreadable', retry: 'later' });
  });
});

describe('the access token', () => {
  const calls = (path: string) => standIn.requests.filter((request) => request.path === path).length;

  test('an expired one is replaced and the message sent, without the caller noticing', async () => {
    await client.sendTemplate(templateMessage);
    standIn.expireToken();
    expect(await client.sendTemplate({ ...templateMessage, idempotencyKey: 'delivery-2' })).toMatchObject({
      outcome: 'accepted',
    });
    expect(standIn.issuedTokens).toHaveLength(2);
  });

  test.each([40001, 40014, 42001])('when %d comes for the new one too, there is no third try', async (errcode) => {
    const stubborn = wechatClient(
      config,
      async (request) => {
        if (!request.url.includes(TEMPLATE)) return send(request);
        standIn.answerNext(TEMPLATE, { errcode, errmsg: 'invalid credential' });
        return send(request);
      },
      tokens,
    );
    expect(await stubborn.sendTemplate(templateMessage)).toMatchObject({ code: String(errcode), retry: 'later' });
    expect(calls(TEMPLATE)).toBe(2);
  });

  test('a wrong secret is refused for ever, with the reason', async () => {
    const wrong = { ...config, appSecret: 'wrong' };
    const refused = wechatClient(
      wrong,
      send,
      rememberedToken(() => fetchAccessToken(wrong, send)),
    );
    expect(await refused.sendTemplate(templateMessage)).toMatchObject({
      code: '40125',
      retry: 'never',
      message: expect.stringContaining('AppSecret'),
    });
    expect(calls(TEMPLATE)).toBe(0);
  });

  test('a fault of the token store is a fault, not a refusal', async () => {
    const broken = wechatClient(config, send, {
      get: () => Promise.reject(new Error('database away')),
      invalidate: async () => {},
    });
    await expect(broken.sendTemplate(templateMessage)).rejects.toThrow('database away');
  });
});

describe('one notice by whichever kind is left', () => {
  const notice = {
    openId: follower,
    template: 'daily-report-due',
    params: { community: '惠州市惠城区江北街道金山龙庭三期物业服务中心', date: '2026年11月21日' },
    text: '请填报安全生产日报',
    url: 'https://anshao.example/m/1',
    idempotencyKey: 'delivery-1',
  };

  test('a template message first, its long field cut to what the service takes', async () => {
    const { result, attempts } = await sendNotice(config, client, notice);
    expect(result.outcome).toBe('accepted');
    expect(attempts.map((attempt) => attempt.kind)).toEqual(['template']);
    expect(standIn.sent[0]!.payload.data).toMatchObject({
      thing1: { value: '惠州市惠城区江北街道金山龙庭三期物业服…' },
    });
  });

  test('without the right to templates, a subscription notice while the follower has allowed one', async () => {
    standIn.state.withoutRights.add(TEMPLATE);
    standIn.state.subscriptions.set(`${follower}:S1`, 1);
    expect(
      (await sendNotice(config, client, notice)).attempts.map((attempt) => [attempt.kind, attempt.result.outcome]),
    ).toEqual([
      ['template', 'refused'],
      ['subscription', 'accepted'],
    ]);
    expect(standIn.sent[0]!.path).toBe(SUBSCRIPTION);
  });

  test('then a text, while the follower is active', async () => {
    standIn.state.templates.clear();
    standIn.state.active.add(follower);
    const { result } = await sendNotice(config, client, notice);
    expect(result).toEqual({ outcome: 'accepted', providerMessageId: 'unnumbered:delivery-1' });
    expect(standIn.sent[0]).toMatchObject({
      path: CUSTOMER,
      payload: { text: { content: '请填报安全生产日报\nhttps://anshao.example/m/1' } },
    });
  });

  test('for a person who left, all three are refused for ever and the ladder goes on', async () => {
    standIn.state.followers.clear();
    const { result, attempts } = await sendNotice(config, client, notice);
    expect(attempts.map((attempt) => (attempt.result.outcome === 'refused' ? attempt.result.code : ''))).toEqual([
      '43004',
      '43101',
      '45015',
    ]);
    expect(result).toMatchObject({ outcome: 'refused', retry: 'never' });
  });

  test('a refusal for now wins over refusals for ever', async () => {
    standIn.state.quota.set(TEMPLATE, 0);
    expect((await sendNotice(config, client, notice)).result).toMatchObject({ code: '45009', retry: 'later' });
  });

  test('after a lost answer no other kind says it again', async () => {
    standIn.answerNext(TEMPLATE, 'hang up');
    standIn.state.active.add(follower);
    const { result, attempts } = await sendNotice(config, client, notice);
    expect(result).toMatchObject({ code: 'no-answer', maybeSent: true });
    expect(attempts).toHaveLength(1);
  });
});

describe('menu, QR codes, sign-in', () => {
  test('a menu is published as it is', async () => {
    const menu = { button: [{ type: 'view' as const, name: '项目日报', url: 'https://anshao.example/m' }] };
    expect(await client.createMenu(menu)).toEqual({ outcome: 'done' });
    expect(standIn.menus).toEqual([menu]);
  });

  test('a poster’s permanent code and a passing one', async () => {
    expect(await client.createQr({ scene: 'community-18' })).toEqual({
      outcome: 'created',
      url: 'http://weixin.qq.com/q/community-18',
      ticket: 'ticket-community-18',
    });
    expect(await client.createQr({ scene: 'login-1', expiresInSeconds: 600 })).toMatchObject({ expiresInSeconds: 600 });
    expect(await client.createQr({ scene: 'x'.repeat(65) })).toMatchObject({ outcome: 'refused', code: '40053' });
  });

  test('a code tells who the person is, once', async () => {
    standIn.state.oauthCodes.set('code-1', follower);
    expect(await client.identify('code-1')).toEqual({ outcome: 'identified', openId: follower });
    expect(await client.identify('code-1')).toMatchObject({ outcome: 'refused', code: '40029', retry: 'never' });
  });

  test('the address of the sign-in has its parameters in the documented order', () => {
    const request = {
      redirectUri: 'https://anshao.example/wechat?next=/m',
      scope: 'snsapi_base' as const,
      state: 'a1B2',
    };
    expect(authorizeUrl(config, request)).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxb11529c136998cb6&redirect_uri=https%3A%2F%2Fanshao.example%2Fwechat%3Fnext%3D%2Fm&response_type=code&scope=snsapi_base&state=a1B2#wechat_redirect',
    );
    expect(() => authorizeUrl(config, { ...request, state: 'a&b' })).toThrow('state');
  });

  test('the page ticket comes through the access token', async () => {
    expect(await fetchJsapiTicket(config, send, tokens)).toEqual({
      token: 'jsapi-ticket-of-token-1',
      expiresInSeconds: 7200,
    });
  });
});
