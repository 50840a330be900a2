/** The official account as one thing, its two shared secrets included; this is what the composition takes. */
import type { Pool } from 'pg';
import type { ConnectorClock, HttpSend } from '../contract.ts';
import { fetchAccessToken, fetchJsapiTicket } from './api.ts';
import { type WechatClient, wechatClient } from './client.ts';
import type { WechatOfficialConfig } from './config.ts';
import { type Page, type PageSignature, signPage } from './jssdk.ts';
import { type NoticeResult, sendNotice, type WechatNotice } from './notice.ts';
import { createTokenStore } from './token-store.ts';

export interface WechatOfficial {
  client: WechatClient;
  sendNotice(notice: WechatNotice): Promise<NoticeResult>;
  /** Undefined for a page whose host is not in `jsHosts`. */
  signPage(page: Page): Promise<PageSignature | undefined>;
}

/**
 * @param pool must have room for two connections: a new page ticket is fetched under its lock, and may need a new
 * access token under another.
 */
export function wechatOfficial(
  config: WechatOfficialConfig,
  pool: Pool,
  send: HttpSend,
  clock: ConnectorClock,
): WechatOfficial {
  const { now } = clock;
  const tokens = createTokenStore({
    pool,
    connector: `wechat-official:access-token:${config.appId}`,
    fetchToken: () => fetchAccessToken(config, send),
    now,
  });
  const tickets = createTokenStore({
    pool,
    connector: `wechat-official:jsapi-ticket:${config.appId}`,
    fetchToken: () => fetchJsapiTicket(config, send, tokens),
    now,
  });
  const client = wechatClient(config, send, tokens);
  return {
    client,
    sendNotice: (notice) => sendNotice(config, client, notice),
    signPage: (page) => signPage(config, tickets, page, { now: now(), nonce: clock.nonce() }),
  };
}
