/**
 * Stand-in for the WeChat official-account API and for the server that pushes callbacks. Holds the account's state:
 * valid access tokens, followers, subscriptions, templates, rights and quotas. Refuses with the documented codes.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { type HttpStandIn, type StandInAnswer, type StandInRequest, startHttpStandIn } from './http-stand-in.ts';

export interface WechatStandInOptions {
  appId: string;
  appSecret: string;
  callbackToken: string;
  encodingAesKey: string;
  now(): Date;
}

/** What the account may do at present; tests change it. */
export interface WechatAccountState {
  followers: Set<string>;
  /** `openId:templateId` → how many notices may still be sent. */
  subscriptions: Map<string, number>;
  templates: Set<string>;
  subscriptionTemplates: Set<string>;
  /** Followers who did something within 48 hours. */
  active: Set<string>;
  /** Paths without rights (48001). */
  withoutRights: Set<string>;
  /** Calls left today for each path (45009); absent: unlimited. */
  quota: Map<string, number>;
  /** OAuth codes not yet used → openid. */
  oauthCodes: Map<string, string>;
}

export interface WechatStandIn extends HttpStandIn {
  state: WechatAccountState;
  sent: { path: string; openId: string; payload: Record<string, unknown>; messageId: string }[];
  menus: unknown[];
  /** Tokens issued so far, oldest first; the last one is valid until `expireToken`. */
  issuedTokens: string[];
  expireToken(): void;
  answerNext(path: string, answer: StandInAnswer | { errcode: number; errmsg: string } | 'hang up'): void;
  /** A push as WeChat would make it: query and body of the POST to the callback address. */
  push(
    event: string,
    mode: 'plain' | 'compatible' | 'safe',
    fresh: { nonce: string; random16: string },
  ): { query: Record<string, string>; body: string };
}

const TOKEN_LIFE = 7200;

export async function startWechatOfficial(options: WechatStandInOptions): Promise<WechatStandIn> {
  const state: WechatAccountState = {
    followers: new Set(),
    subscriptions: new Map(),
    templates: new Set(),
    subscriptionTemplates: new Set(),
    active: new Set(),
    withoutRights: new Set(),
    quota: new Map(),
    oauthCodes: new Map(),
  };
  const sent: WechatStandIn['sent'] = [];
  const menus: unknown[] = [];
  const issuedTokens: string[] = [];
  const told = new Map<string, Parameters<WechatStandIn['answerNext']>[1]>();
  const byClientMessageId = new Map<string, StandInAnswer>();
  let validUntil = 0;

  const seconds = () => options.now().getTime() / 1000;

  const stableToken = (payload: Record<string, unknown>): StandInAnswer => {
    if (payload.grant_type !== 'client_credential') return no(40002, 'invalid grant_type');
    if (payload.appid !== options.appId) return no(40013, 'invalid appid');
    if (payload.secret !== options.appSecret) return no(40125, 'invalid appsecret');
    // Normal mode: the same token until five minutes before its end.
    if (validUntil - seconds() <= 300) {
      issuedTokens.push(`token-${issuedTokens.length + 1}-${'x'.repeat(100)}`);
      validUntil = seconds() + TOKEN_LIFE;
    }
    return ok({ access_token: issuedTokens.at(-1), expires_in: Math.floor(validUntil - seconds()) });
  };

  const deliver = (path: string, payload: Record<string, unknown>): StandInAnswer => {
    const openId = String(payload.touser ?? '');
    // Real ids are beyond 2^53, which is what makes them hard to read.
    const messageId = String(3_127_864_632_512_462_849n + BigInt(sent.length) * 2n);
    sent.push({ path, openId, payload, messageId });
    return { status: 200, body: `{"errcode":0,"errmsg":"ok","msgid":${messageId}}` };
  };

  const sendTemplate = (path: string, payload: Record<string, unknown>): StandInAnswer => {
    if (!state.templates.has(String(payload.template_id))) return no(40037, 'invalid template_id');
    if (!state.followers.has(String(payload.touser))) return no(43004, 'require subscribe');
    if (!hasValues(payload.data)) return no(47003, 'argument invalid! data.value is empty');
    const once = `${payload.touser}:${payload.client_msg_id}`;
    // “对于同一个 openid + client_msg_id，只发送一条消息”
    const earlier = payload.client_msg_id ? byClientMessageId.get(once) : undefined;
    if (earlier) return earlier;
    const answer = deliver(path, payload);
    byClientMessageId.set(once, answer);
    return answer;
  };

  const sendSubscription = (path: string, payload: Record<string, unknown>): StandInAnswer => {
    if (!state.subscriptionTemplates.has(String(payload.template_id))) return no(40037, 'invalid template_id');
    const key = `${payload.touser}:${payload.template_id}`;
    const left = state.subscriptions.get(key) ?? 0;
    if (left < 1) return no(43101, 'user refuse to accept the msg');
    const tooLong = Object.entries((payload.data ?? {}) as Record<string, { value: string }>).some(
      ([field, { value }]) => field.startsWith('thing') && [...value].length > 20,
    );
    if (tooLong || !hasValues(payload.data)) return no(47003, 'argument invalid! data.thing1.value invalid');
    state.subscriptions.set(key, left - 1);
    return deliver(path, payload);
  };

  const sendCustomer = (path: string, payload: Record<string, unknown>): StandInAnswer => {
    if (!state.active.has(String(payload.touser))) {
      return no(45015, 'response out of time limit or subscription is canceled');
    }
    sent.push({ path, openId: String(payload.touser), payload, messageId: '' });
    return ok({ errcode: 0, errmsg: 'ok' });
  };

  const createQr = (payload: Record<string, unknown>): StandInAnswer => {
    const scene = (payload.action_info as { scene?: { scene_str?: string } })?.scene?.scene_str ?? '';
    if (scene.length < 1 || scene.length > 64) return no(40053, 'invalid action info');
    const expiry = payload.action_name === 'QR_STR_SCENE' ? { expire_seconds: payload.expire_seconds } : {};
    return ok({ ticket: `ticket-${scene}`, url: `http://weixin.qq.com/q/${encodeURIComponent(scene)}`, ...expiry });
  };

  const identify = (query: Record<string, string>): StandInAnswer => {
    if (query.appid !== options.appId) return no(40013, 'invalid appid');
    if (query.secret !== options.appSecret) return no(40125, 'invalid appsecret');
    const openId = state.oauthCodes.get(query.code ?? '');
    if (!openId) return no(40029, 'invalid code');
    state.oauthCodes.delete(query.code!);
    return ok({
      access_token: 'page-token',
      expires_in: 7200,
      refresh_token: 'r',
      openid: openId,
      scope: 'snsapi_base',
    });
  };

  const answer = (request: StandInRequest): StandInAnswer | 'hang up' => {
    const override = told.get(request.path);
    told.delete(request.path);
    if (override !== undefined) {
      return override === 'hang up' || 'body' in override ? override : no(override.errcode, override.errmsg);
    }
    const payload: Record<string, unknown> = request.method === 'POST' ? JSON.parse(request.body) : {};
    if (request.path === '/cgi-bin/stable_token') return stableToken(payload);
    if (request.path === '/sns/oauth2/access_token') return identify(request.query);
    const token = request.query.access_token;
    if (!token) return no(41001, 'access_token missing');
    if (token !== issuedTokens.at(-1)) return no(40001, 'invalid credential, access_token is invalid or not latest');
    if (validUntil <= seconds()) return no(42001, 'access_token expired');
    if (state.withoutRights.has(request.path)) return no(48001, 'api unauthorized');
    const left = state.quota.get(request.path);
    if (left !== undefined && left < 1) return no(45009, 'reach max api daily quota limit');
    if (left !== undefined) state.quota.set(request.path, left - 1);
    switch (request.path) {
      case '/cgi-bin/message/template/send':
        return sendTemplate(request.path, payload);
      case '/cgi-bin/message/subscribe/bizsend':
        return sendSubscription(request.path, payload);
      case '/cgi-bin/message/custom/send':
        return sendCustomer(request.path, payload);
      case '/cgi-bin/menu/create':
        menus.push(payload);
        return ok({ errcode: 0, errmsg: 'ok' });
      case '/cgi-bin/qrcode/create':
        return createQr(payload);
      case '/cgi-bin/ticket/getticket':
        return ok({ errcode: 0, errmsg: 'ok', ticket: `jsapi-ticket-of-${token.slice(0, 7)}`, expires_in: TOKEN_LIFE });
      default:
        return { status: 404, body: '' };
    }
  };

  const http = await startHttpStandIn(answer);
  return {
    ...http,
    state,
    sent,
    menus,
    issuedTokens,
    expireToken() {
      validUntil = 0;
    },
    answerNext: (path, next) => told.set(path, next),
    push(event, mode, fresh) {
      const timestamp = String(Math.floor(seconds()));
      const query = { timestamp, nonce: fresh.nonce, signature: sorted(options.callbackToken, timestamp, fresh.nonce) };
      if (mode === 'plain') return { query, body: event };
      const encrypted = encrypt(options, event, fresh.random16);
      const plain =
        mode === 'compatible' ? event.replace(/^<xml>|<\/xml>$/g, '') : '<ToUserName><![CDATA[gh_1]]></ToUserName>';
      return {
        query: {
          ...query,
          encrypt_type: 'aes',
          msg_signature: sorted(options.callbackToken, timestamp, fresh.nonce, encrypted),
        },
        body: `<xml>${plain}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
      };
    },
  };
}

function ok(fields: Record<string, unknown>): StandInAnswer {
  return { status: 200, body: JSON.stringify(fields) };
}

function no(errcode: number, errmsg: string): StandInAnswer {
  return { status: 200, body: JSON.stringify({ errcode, errmsg: `${errmsg} rid: 67403316-467731bb-0e997a4d` }) };
}

function hasValues(data: unknown): boolean {
  const values = Object.values((data ?? {}) as Record<string, { value?: string }>);
  return values.length > 0 && values.every((field) => field.value !== undefined && field.value !== '');
}

function sorted(...parts: string[]): string {
  parts.sort((left, right) => (left < right ? -1 : 1));
  return createHash('sha1').update(parts.join(''), 'utf8').digest('hex');
}

// From the technical description: random(16) + network-order length + message + appid, PKCS#7 to 32, AES-CBC.
function encrypt(options: WechatStandInOptions, message: string, random16: string): string {
  const key = Buffer.from(`${options.encodingAesKey}=`, 'base64');
  const bytes = [...Buffer.from(random16, 'latin1')];
  const text = [...Buffer.from(message, 'utf8')];
  bytes.push((text.length >>> 24) & 255, (text.length >>> 16) & 255, (text.length >>> 8) & 255, text.length & 255);
  bytes.push(...text, ...Buffer.from(options.appId, 'utf8'));
  const missing = 32 - (bytes.length % 32);
  for (let count = 0; count < missing; count += 1) bytes.push(missing);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return cipher.update(Buffer.from(bytes), undefined, 'base64') + cipher.final('base64');
}
