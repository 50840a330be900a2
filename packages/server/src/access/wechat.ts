/**
 * Sign-in inside WeChat (DR-01, DR-03): there and back by redirects. The state is tied to the browser by a signed
 * cookie, so that nobody can send somebody else home with a foreign account.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { signInLimits } from '@anshao/core/access/contract.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import { localPath, startPage } from './local-path.ts';
import { hashToken, newToken } from './secrets.ts';
import { insertLink } from './session-store.ts';
import type { Client, Sessions } from './sessions.ts';
import { personOfIdentity } from './store.ts';

/** What the connector offers. `state` consists of letters and digits, as WeChat wants it. */
export interface WeChatSignIn {
  authorizeUrl(request: { redirectUri: string; state: string }): string;
  /** Trades the code of the way back for the account; rejects when WeChat refuses. */
  exchange(code: string): Promise<{ readonly openId: string }>;
}

export interface WayOut {
  readonly url: string;
  /** For the state cookie. */
  readonly cookie: string;
}

export interface WayBack {
  /** Local path to open. */
  readonly path: string;
  /** For the session cookie when the account is known. */
  readonly token?: string;
}

interface State {
  readonly state: string;
  readonly to: string;
  readonly until: number;
}

export function createWeChat(runtime: Runtime, client: WeChatSignIn | null, sessions: Sessions) {
  const { clock, pool, config } = runtime;

  // The account's secret is the one thing all processes share, and it is there exactly when this is needed.
  function sign(text: string): Buffer {
    return createHmac('sha256', config.weChat?.appSecret ?? '')
      .update(`anshao wechat state\0${text}`)
      .digest();
  }

  function readState(cookie: string | undefined): State | undefined {
    const [text = '', mac = ''] = cookie?.split('.') ?? [];
    const given = Buffer.from(mac, 'base64url');
    const expected = sign(text);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const state = JSON.parse(Buffer.from(text, 'base64url').toString()) as State;
    return state.until > clock.now().getTime() ? state : undefined;
  }

  function connected(): WeChatSignIn {
    if (!client || !config.weChat) throw new Problem('base.not-found');
    return client;
  }

  return {
    available: client !== null && config.weChat !== null,

    /** @throws Problem `base.not-found` when no official account is connected */
    leave(to: string | undefined): WayOut {
      const weChat = connected();
      const state: State = {
        state: runtime.random(16).toString('hex'),
        to: localPath(to),
        until: clock.now().getTime() + signInLimits.weChatMinutes * 60_000,
      };
      const text = Buffer.from(JSON.stringify(state)).toString('base64url');
      return {
        url: weChat.authorizeUrl({ redirectUri: `${config.publicUrl}/api/wechat/return`, state: state.state }),
        cookie: `${text}.${sign(text).toString('base64url')}`,
      };
    },

    /**
     * A failure leads to the binding page, which says what happened and offers the code: this is a page load, and
     * somebody in front of raw JSON has no way on.
     */
    async comeBack(
      query: { code?: string | undefined; state?: string | undefined },
      cookie: string | undefined,
      from: Client,
    ): Promise<WayBack> {
      const weChat = connected();
      const state = readState(cookie);
      if (!state || !query.code || query.state !== state.state) return { path: failed(state?.to) };
      let openId: string;
      try {
        ({ openId } = await weChat.exchange(query.code));
      } catch (error) {
        runtime.log.warn('wechat sign-in failed', { error });
        return { path: failed(state.to) };
      }
      const personId = await personOfIdentity(pool, openId);
      if (personId) {
        const token = await inTransaction(pool, (transaction) => sessions.open(transaction, personId, 'weChat', from));
        return { path: state.to, token };
      }
      const now = clock.now();
      const ticket = newToken(runtime.random);
      await insertLink(pool, {
        id: runtime.newId(),
        tokenHash: hashToken(ticket),
        target: { openId },
        now,
        expiresAt: new Date(now.getTime() + signInLimits.weChatTicketMinutes * 60_000),
      });
      return { path: bindPage({ ticket, to: state.to }) };
    },
  };
}

function failed(to: string | undefined): string {
  return bindPage({ problem: 'access.wechat-failed', to });
}

function bindPage(params: { ticket?: string; problem?: string; to: string | undefined }): string {
  const query = new URLSearchParams();
  if (params.ticket) query.set('ticket', params.ticket);
  if (params.problem) query.set('problem', params.problem);
  if (params.to && params.to !== startPage) query.set('to', params.to);
  return `/m/bind?${query}`;
}
