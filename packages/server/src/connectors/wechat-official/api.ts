/**
 * One call to the official-account API: adds the shared access token, and takes a new one exactly once when the
 * service refuses it. Every answer is HTTP 200; `errcode` decides.
 */
import type { HttpSend, Refusal, TokenStore } from '../contract.ts';
import { noAnswer, parseJsonObject, unreadableAnswer } from '../http.ts';
import type { WechatOfficialConfig } from './config.ts';
import { isTokenRefusal, wechatRefusal } from './refusals.ts';

/** `body` is kept as text beside the parsed `data` for numbers beyond 2^53, which JSON.parse would round. */
export type ApiAnswer = { outcome: 'answered'; data: Record<string, unknown>; body: string } | Refusal;

export interface ApiRequest {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  payload?: unknown;
}

/** The access token could not be had; carries the refusal of the token endpoint. */
export class TokenUnavailable extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'TokenUnavailable';
    this.refusal = refusal;
  }
}

export async function callApi(
  config: WechatOfficialConfig,
  send: HttpSend,
  tokens: TokenStore,
  request: ApiRequest,
): Promise<ApiAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    let token: string;
    try {
      token = await tokens.get();
    } catch (error) {
      if (error instanceof TokenUnavailable) return error.refusal;
      throw error;
    }
    const answer = await exchange(config, send, {
      ...request,
      query: { ...request.query, access_token: token },
    });
    if (answer.outcome === 'answered' || !isTokenRefusal(Number(answer.code))) return answer;
    await tokens.invalidate(token);
    if (attempt === 2) return answer;
  }
}

/** One call without token handling: for the token endpoint itself and OAuth. */
export async function exchange(config: WechatOfficialConfig, send: HttpSend, request: ApiRequest): Promise<ApiAnswer> {
  const url = new URL(request.path, config.endpoint ?? 'https://api.weixin.qq.com');
  url.search = new URLSearchParams(request.query).toString();
  let response: Awaited<ReturnType<HttpSend>>;
  try {
    response = await send({
      method: request.method,
      url: url.href,
      headers: request.method === 'POST' ? { 'content-type': 'application/json; charset=utf-8' } : {},
      ...(request.method === 'POST' ? { body: JSON.stringify(request.payload ?? {}) } : {}),
    });
  } catch (error) {
    return noAnswer(error);
  }
  const data = parseJsonObject(response.body);
  if (!data || response.status !== 200) return unreadableAnswer(response.status);
  const errcode = typeof data.errcode === 'number' ? data.errcode : 0;
  if (errcode !== 0) return wechatRefusal(errcode, String(data.errmsg ?? ''));
  return { outcome: 'answered', data, body: response.body };
}

/** Fetches the access token (“获取稳定版接口调用凭据”, normal mode). @throws TokenUnavailable */
export async function fetchAccessToken(
  config: WechatOfficialConfig,
  send: HttpSend,
): Promise<{ token: string; expiresInSeconds: number }> {
  const answer = await exchange(config, send, {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    payload: { grant_type: 'client_credential', appid: config.appId, secret: config.appSecret },
  });
  return tokenIn(answer, 'access_token');
}

/** Fetches the page ticket for JSSDK signatures. @throws TokenUnavailable */
export async function fetchJsapiTicket(
  config: WechatOfficialConfig,
  send: HttpSend,
  tokens: TokenStore,
): Promise<{ token: string; expiresInSeconds: number }> {
  const request: ApiRequest = { method: 'GET', path: '/cgi-bin/ticket/getticket', query: { type: 'jsapi' } };
  return tokenIn(await callApi(config, send, tokens, request), 'ticket');
}

function tokenIn(answer: ApiAnswer, field: string): { token: string; expiresInSeconds: number } {
  if (answer.outcome === 'refused') throw new TokenUnavailable(answer);
  const token = answer.data[field];
  const expiresInSeconds = answer.data.expires_in;
  if (typeof token !== 'string' || typeof expiresInSeconds !== 'number') {
    throw new TokenUnavailable(unreadableAnswer(200));
  }
  return { token, expiresInSeconds };
}
