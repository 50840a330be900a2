/** Opening a session, and what the signed-in person is told about themselves. */
import { signInLimits, type Viewer as ViewerAnswer } from '@anshao/core/access/contract.ts';
import { actions, isEmptyScope, type RoleDefinition, scopeOf } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import { appendEvents } from '../audit/service.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { hashToken, newToken } from './secrets.ts';
import { insertSession } from './session-store.ts';
import { describePerson } from './store.ts';

export type Channel = 'code' | 'password' | 'weChat' | 'link';

/** What a request tells of the machine it comes from. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
  /** Session token the browser already has; signing in again ends that session. */
  readonly token: string | null;
}

export interface PublicSettings {
  readonly siteName: string;
  readonly helpLine: string;
  readonly consentVersion: string;
  readonly consentText: string;
}

export type ReadSettings = (db: Queryable) => Promise<PublicSettings>;

export interface SignedIn {
  readonly viewer: ViewerAnswer;
  /** For the session cookie. */
  readonly token: string;
}

export function createSessions(runtime: Runtime, roles: ReadonlyMap<Role, RoleDefinition>, settings: ReadSettings) {
  const { clock, pool } = runtime;

  return {
    /** @returns the token for the cookie */
    async open(transaction: Transaction, personId: string, channel: Channel, client: Client): Promise<string> {
      const now = clock.now();
      const token = newToken(runtime.random);
      const id = runtime.newId();
      await insertSession(transaction, {
        id,
        tokenHash: hashToken(token),
        personId,
        channel,
        userAgent: client.userAgent.slice(0, 300),
        now,
        expiresAt: new Date(now.getTime() + signInLimits.sessionDays * 86_400_000),
        replaces: client.token === null ? null : hashToken(client.token),
      });
      await appendEvents(transaction, [
        { at: now, type: 'access.signedIn', actorId: personId, subjectId: personId, data: { channel, sessionId: id } },
      ]);
      return token;
    },

    /** @param byPassword only who signed in with the one-time password has to change it */
    async describe(personId: string, byPassword: boolean): Promise<ViewerAnswer> {
      const person = await describePerson(pool, personId, clock.now());
      if (!person) throw new Problem('access.sign-in');
      return {
        personId: person.id,
        name: person.name,
        mobile: person.mobile,
        posts: person.posts.map((post) => ({
          ...post,
          roleName: roles.get(post.role)?.name ?? post.role,
        })),
        may: actions.filter((action) => !isEmptyScope(scopeOf(person.posts, roles, action))),
        mustChangePassword: person.mustChangePassword && byPassword,
        helpLine: (await settings(pool)).helpLine,
      };
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
