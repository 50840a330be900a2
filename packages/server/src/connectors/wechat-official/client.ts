/**
 * What the server asks of an official account: notices, menu, QR codes with parameter (DR-02), sign-in by OAuth
 * (DR-01, DR-03). Page signatures are in `jssdk.ts`, the ladder of notice kinds in `notice.ts`.
 */
import { createHash } from 'node:crypto';
import type { HttpSend, Refusal, SendResult, TokenStore } from '../contract.ts';
import { unreadableAnswer } from '../http.ts';
import { type ApiAnswer, callApi, exchange } from './api.ts';
import type { WechatOfficialConfig } from './config.ts';
import type { WechatMenu } from './menu.ts';

export interface FieldValues {
  openId: string;
  templateId: string;
  /** The vendor's field → text. */
  data: Record<string, string>;
  /** Page opened by a tap. */
  url?: string;
  idempotencyKey: string;
}

export interface QrScene {
  /** 1–64 characters, handed back in `followed` and `scanned`. */
  scene: string;
  /** Absent: permanent (an account has 100,000 of them). At most 2,592,000 (30 days). */
  expiresInSeconds?: number;
}

export type QrAnswer = { outcome: 'created'; url: string; ticket: string; expiresInSeconds?: number } | Refusal;
export type OauthAnswer = { outcome: 'identified'; openId: string; unionId?: string } | Refusal;

export interface WechatClient {
  sendTemplate(message: FieldValues): Promise<SendResult>;
  sendSubscription(message: FieldValues): Promise<SendResult>;
  /** Only within 48 hours after the follower last did something in the account. */
  sendCustomerText(message: { openId: string; text: string; idempotencyKey: string }): Promise<SendResult>;
  createMenu(menu: WechatMenu): Promise<{ outcome: 'done' } | Refusal>;
  /** `url` is what the QR code encodes; draw it ourselves, the vendor's picture is not needed. */
  createQr(qr: QrScene): Promise<QrAnswer>;
  /** Trades the code of the OAuth redirect for who the person is. A code works once, for five minutes. */
  identify(code: string): Promise<OauthAnswer>;
}

export function wechatClient(config: WechatOfficialConfig, send: HttpSend, tokens: TokenStore): WechatClient {
  const post = (path: string, payload: unknown) => callApi(config, send, tokens, { method: 'POST', path, payload });
  return {
    async sendTemplate(message) {
      const answer = await post('/cgi-bin/message/template/send', {
        touser: message.openId,
        template_id: message.templateId,
        ...(message.url ? { url: message.url } : {}),
        client_msg_id: clientMessageId(message.idempotencyKey),
        data: fieldValues(message.data),
      });
      return accepted(answer, message.idempotencyKey);
    },
    async sendSubscription(message) {
      const answer = await post('/cgi-bin/message/subscribe/bizsend', {
        touser: message.openId,
        template_id: message.templateId,
        ...(message.url ? { page: message.url } : {}),
        data: fieldValues(message.data),
      });
      return accepted(answer, message.idempotencyKey);
    },
    async sendCustomerText(message) {
      const answer = await post('/cgi-bin/message/custom/send', {
        touser: message.openId,
        msgtype: 'text',
        text: { content: message.text },
      });
      return accepted(answer, message.idempotencyKey);
    },
    async createMenu(menu) {
      const answer = await post('/cgi-bin/menu/create', menu);
      return answer.outcome === 'refused' ? answer : { outcome: 'done' };
    },
    async createQr(qr) {
      const temporary = qr.expiresInSeconds !== undefined;
      const answer = await post('/cgi-bin/qrcode/create', {
        action_name: temporary ? 'QR_STR_SCENE' : 'QR_LIMIT_STR_SCENE',
        ...(temporary ? { expire_seconds: qr.expiresInSeconds } : {}),
        action_info: { scene: { scene_str: qr.scene } },
      });
      if (answer.outcome === 'refused') return answer;
      const { url, ticket, expire_seconds } = answer.data;
      if (typeof url !== 'string' || typeof ticket !== 'string') return unreadableAnswer(200);
      return {
        outcome: 'created',
        url,
        ticket,
        ...(typeof expire_seconds === 'number' ? { expiresInSeconds: expire_seconds } : {}),
      };
    },
    async identify(code) {
      const answer = await exchange(config, send, {
        method: 'GET',
        path: '/sns/oauth2/access_token',
        query: { appid: config.appId, secret: config.appSecret, code, grant_type: 'authorization_code' },
      });
      if (answer.outcome === 'refused') return answer;
      const { openid, unionid } = answer.data;
      if (typeof openid !== 'string') return unreadableAnswer(200);
      return { outcome: 'identified', openId: openid, ...(typeof unionid === 'string' ? { unionId: unionid } : {}) };
    },
  };
}

/**
 * Where to send the browser so that WeChat tells us who it is. The parameters stand in the documented order,
 * which older clients depend on.
 * @param state letters and digits, at most 128; must come back unchanged and be tied to the session.
 */
export function authorizeUrl(
  config: Pick<WechatOfficialConfig, 'appId'>,
  request: { redirectUri: string; scope: 'snsapi_base' | 'snsapi_userinfo'; state: string },
): string {
  if (!/^[A-Za-z0-9]{1,128}$/.test(request.state)) throw new Error('state 只能是 1 至 128 个字母或数字');
  return [
    'https://open.weixin.qq.com/connect/oauth2/authorize',
    `?appid=${encodeURIComponent(config.appId)}`,
    `&redirect_uri=${encodeURIComponent(request.redirectUri)}`,
    `&response_type=code&scope=${request.scope}&state=${request.state}#wechat_redirect`,
  ].join('');
}

function fieldValues(data: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, { value }]));
}

// The service sends one message per openid and id within ten minutes. It states no length limit, so keep it short.
function clientMessageId(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32);
}

// The id has up to 19 digits and is a bare number here but text in the receipt: taken from the text, JSON.parse
// would round it and no receipt would ever match. Customer messages have none and get no receipt.
function accepted(answer: ApiAnswer, idempotencyKey: string): SendResult {
  if (answer.outcome === 'refused') return answer;
  const messageId = /"msgid"\s*:\s*"?(\d+)/.exec(answer.body)?.[1];
  return { outcome: 'accepted', providerMessageId: messageId ?? `unnumbered:${idempotencyKey}` };
}
