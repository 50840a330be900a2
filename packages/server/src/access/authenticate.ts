/**
 * Who asks, from a session cookie or an API key, in one prepared statement at most per request. Nothing is remembered from one
 * request to the next: a revoked session or an ended post counts at once, in every process.
 */
import type { RoleDefinition } from '@anshao/core/access/rights.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import type { FastifyRequest } from 'fastify';
import { batched } from '../base/database/batching.ts';
import type { Runtime } from '../base/runtime.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { requireOwnOrigin } from './origin.ts';
import type { Authenticate, Entered } from './routing.ts';
import { hashToken } from './secrets.ts';
import {
  type Credential,
  type CredentialQuestion,
  findCredentials,
  questionKind,
  type ReadAlong,
  touchCredential,
} from './session-store.ts';

const touchEveryMs = 5 * 60_000;
export const apiKeyStart = 'ansk_';

type Presented = { kind: 'session' | 'apiKey'; secret: string };

function presented(request: FastifyRequest): Presented | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer?.startsWith(apiKeyStart)) return { kind: 'apiKey', secret: bearer };
  const cookie = readCookie(request, sessionCookie);
  return cookie ? { kind: 'session', secret: cookie } : undefined;
}

/**
 * @returns the viewer, or undefined when nobody is signed in
 * @throws Problem `access.origin` when a cookie arrives with a changing request of another site
 */
export function createAuthenticate(runtime: Runtime, roles: ReadonlyMap<Role, RoleDefinition>): Authenticate {
  const known = new WeakMap<FastifyRequest, Promise<Entered | undefined>>();
  // What requests ask in the same moment goes in one statement; nothing is kept of it.
  const ask = batched<CredentialQuestion, Credential | undefined>({
    lanes: 2,
    most: 64,
    fits: (question, [first]) => first === undefined || questionKind(question) === questionKind(first),
    run: (questions) => findCredentials(runtime.pool, questions),
  });

  async function find(request: FastifyRequest, along: ReadAlong | undefined): Promise<Entered | undefined> {
    const given = presented(request);
    if (!given) return undefined;
    // A browser sends a key only where a script of ours puts it, a cookie everywhere.
    if (given.kind === 'session') requireOwnOrigin(runtime.config, request);
    const now = runtime.clock.now();
    const found = await ask({ kind: given.kind, hash: hashToken(given.secret), now, along });
    if (!found) return undefined;
    if (found.lastSeenAt === null || now.getTime() - found.lastSeenAt.getTime() >= touchEveryMs) {
      // Reading goes on when the disk is full, so this must not fail the request.
      await touchCredential(runtime.pool, given.kind, found.id, now).catch((error: unknown) =>
        runtime.log.warn('last use not noted', { kind: given.kind, id: found.id, error }),
      );
    }
    const viewer = {
      personId: found.personId,
      name: found.name,
      mobile: found.mobile,
      posts: found.posts,
      sessionId: given.kind === 'session' ? found.id : null,
      mustChangePassword: found.mustChangePassword && found.channel === 'password',
      roles,
    };
    return { viewer, along: found.along };
  }

  return (request, along, afresh) => {
    if (afresh) return find(request, undefined);
    let entered = known.get(request);
    if (!entered) {
      entered = find(request, along);
      known.set(request, entered);
    }
    return entered;
  };
}
