/** What signed-in people manage of their own access: password, devices, API keys. */
import type { ApiKey, createApiKey, Device } from '@anshao/core/access/contract.ts';
import { isWeakPassword } from '@anshao/core/access/password-strength.ts';
import type { BodyOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { Static } from 'typebox';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import { apiKeyStart } from './authenticate.ts';
import { hashPassword, newOneTimePassword } from './passwords.ts';
import { hashToken, newToken } from './secrets.ts';
import * as sessionStore from './session-store.ts';
import type { SignIn } from './sign-in.ts';
import { bindPosts, boundEvents, replacePassword, setOneTimePassword } from './store.ts';
import { requireScope, type Viewer } from './viewer.ts';

const shownOfKey = 12;

export function createAccount(runtime: Runtime, signIn: SignIn) {
  const { pool, clock } = runtime;

  return {
    /**
     * All other sessions of the person end: whoever knew the old password is out. Who changes a one-time password holds
     * the posts that need no consent from then on; a community is still bound with a code.
     */
    async changePassword(viewer: Viewer, current: string, next: string, address: string): Promise<void> {
      const owner = await signIn.requirePassword(viewer.personId, current, address);
      if (isWeakPassword(next, owner) || next === current) throw new Problem('access.password-weak');
      const hash = await hashPassword(next);
      await inTransaction(pool, async (transaction) => {
        const now = clock.now();
        if (!(await replacePassword(transaction, viewer.personId, owner.hash, hash, now)))
          throw new Problem('base.conflict');
        await sessionStore.revokeOtherSessions(transaction, viewer.personId, viewer.sessionId, now);
        // Its one-time password was handed over in person, which proves as much as a code to the number on file.
        const bound = viewer.mustChangePassword ? await bindPosts(transaction, viewer.personId, false, now) : [];
        await appendEvents(transaction, [
          { at: now, type: 'access.passwordChanged', actorId: viewer.personId, subjectId: viewer.personId },
          ...boundEvents(viewer.personId, bound, now),
        ]);
      });
    },

    /**
     * An account with a one-time password, or a new one for an account that stands. Whoever was signed in is out.
     * @throws Problem `base.not-found`, `base.duplicate` when the name is taken, `access.no-account-name`
     */
    async giveAccount(
      viewer: Viewer,
      personId: string,
      name: string | null,
    ): Promise<{ account: string; password: string }> {
      requireScope(viewer, 'system.manage');
      const password = newOneTimePassword(runtime.random);
      const hash = await hashPassword(password);
      const account = await inTransaction(pool, async (transaction) => {
        const now = clock.now();
        const known = await setOneTimePassword(transaction, personId, name, hash, now);
        if (!known) throw new Problem('base.not-found');
        const signInAs = known.account ?? known.mobile;
        if (signInAs === null) throw new Problem('access.no-account-name');
        await sessionStore.revokeOtherSessions(transaction, personId, null, now);
        await appendEvents(transaction, [
          { at: now, type: 'access.accountGiven', actorId: viewer.personId, subjectId: personId },
        ]);
        return signInAs;
      });
      return { account, password };
    },

    async devices(viewer: Viewer): Promise<Static<typeof Device>[]> {
      const rows = await sessionStore.listSessions(pool, viewer.personId, clock.now());
      return rows.map((row) => ({
        ...row,
        current: row.id === viewer.sessionId,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
      }));
    },

    async revokeDevice(viewer: Viewer, sessionId: string): Promise<void> {
      await inTransaction(pool, async (transaction) => {
        const now = clock.now();
        if (!(await sessionStore.revokeSession(transaction, viewer.personId, sessionId, now))) {
          throw new Problem('base.not-found');
        }
        await appendEvents(transaction, [
          {
            at: now,
            type: 'access.signedOut',
            actorId: viewer.personId,
            subjectId: viewer.personId,
            data: { sessionId },
          },
        ]);
      });
    },

    async signOut(viewer: Viewer): Promise<void> {
      if (viewer.sessionId !== null) await this.revokeDevice(viewer, viewer.sessionId);
    },

    async apiKeys(viewer: Viewer): Promise<Static<typeof ApiKey>[]> {
      requireScope(viewer, 'apiKey.manage');
      return (await sessionStore.listKeys(pool)).map(keyAnswer);
    },

    async createApiKey(
      viewer: Viewer,
      body: BodyOf<typeof createApiKey>,
    ): Promise<{ key: string; row: Static<typeof ApiKey> }> {
      requireKeyManager(viewer);
      const now = clock.now();
      const key = `${apiKeyStart}${newToken(runtime.random)}`;
      const row = {
        id: runtime.newId(),
        name: body.name,
        prefix: key.slice(0, shownOfKey),
        createdAt: now,
        lastUsedAt: null,
        expiresAt: body.days === undefined ? null : new Date(now.getTime() + body.days * 86_400_000),
      };
      await inTransaction(pool, async (transaction) => {
        await sessionStore.insertKey(transaction, { ...row, keyHash: hashToken(key), personId: viewer.personId });
        await appendEvents(transaction, [
          { at: now, type: 'access.apiKeyCreated', actorId: viewer.personId, subjectId: row.id },
        ]);
      });
      return { key, row: keyAnswer(row) };
    },

    async revokeApiKey(viewer: Viewer, id: string): Promise<void> {
      requireKeyManager(viewer);
      await inTransaction(pool, async (transaction) => {
        const now = clock.now();
        if (!(await sessionStore.revokeKey(transaction, id, now))) throw new Problem('base.not-found');
        await appendEvents(transaction, [
          { at: now, type: 'access.apiKeyRevoked', actorId: viewer.personId, subjectId: id },
        ]);
      });
    },
  };
}

/** A key cannot make or end keys: one that leaked would outlive its revocation. */
function requireKeyManager(viewer: Viewer): void {
  requireScope(viewer, 'apiKey.manage');
  if (viewer.sessionId === null) throw new Problem('access.forbidden', { action: 'apiKey.manage' });
}

function keyAnswer(row: sessionStore.ApiKeyRow): Static<typeof ApiKey> {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
