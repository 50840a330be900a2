/** Links in pushed messages that open a page already signed in (DR-24): one person, one use, one day. */
import { signInLimits } from '@anshao/core/access/contract.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { localPath, startPage } from './local-path.ts';
import { hashToken, newToken } from './secrets.ts';
import { insertLink, linkPath, takeDeepLink } from './session-store.ts';
import type { Client, Sessions } from './sessions.ts';

export function createLinks(runtime: Runtime, sessions: Sessions) {
  const { clock, pool } = runtime;

  return {
    /** @returns the token; the message carries `<PUBLIC_URL>/api/l/<token>` */
    async createLinkToken(transaction: Transaction, personId: string, path: string): Promise<string> {
      const now = clock.now();
      const token = newToken(runtime.random);
      await insertLink(transaction, {
        id: runtime.newId(),
        tokenHash: hashToken(token),
        target: { personId, path: localPath(path) },
        now,
        expiresAt: new Date(now.getTime() + signInLimits.linkHours * 3_600_000),
      });
      return token;
    },

    /** Where a link leads; a used or old one still opens its page, which asks for sign-in if need be. */
    async pathOf(token: string): Promise<string> {
      return (await linkPath(pool, hashToken(token))) ?? startPage;
    },

    /**
     * Uses the link up.
     * @returns a session token, or undefined when it was used, is too old, or never existed
     */
    async signIn(token: string, client: Client): Promise<string | undefined> {
      return inTransaction(pool, async (transaction) => {
        const personId = await takeDeepLink(transaction, hashToken(token), clock.now());
        return personId && sessions.open(transaction, personId, 'link', client);
      });
    },
  };
}
