/**
 * Who asks, from a session cookie or an API key, in one prepared statement per request as a rule. What was answered
 * before is remembered, and used when the database says in the request itself that it still holds: a revoked session or
 * an ended post counts at once, in every process.
 */
import type { RoleDefinition } from '@anshao/core/access/rights.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import type { FastifyRequest } from 'fastify';
import { batched } from '../base/database/batching.ts';
import type { Runtime } from '../base/runtime.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import {
  type Credential,
  type CredentialQuestion,
  findCredentials,
  questionKind,
  type ReadAlong,
} from './credentials.ts';
import { requireOwnOrigin } from './origin.ts';
import type { Authenticate, Entered } from './routing.ts';
import { hashToken } from './secrets.ts';
import { touchCredential } from './session-store.ts';

const touchEveryMs = 5 * 60_000;
/** Answers are read anew after this time at the latest: stamps of rows are a counter that comes round. */
const rememberedMs = 10 * 60_000;
const mostRemembered = 2048;
export const apiKeyStart = 'ansk_';

interface Remembered {
  readonly found: Credential;
  readonly entered: Entered;
  readonly readAt: Date;
}

const isYoung = ({ readAt }: Remembered, now: Date) => Math.abs(now.getTime() - readAt.getTime()) < rememberedMs;

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
  // What requests ask in the same moment goes in one statement.
  const ask = batched<CredentialQuestion, Credential | undefined>({
    lanes: 2,
    most: 64,
    fits: (question, [first]) => first === undefined || questionKind(question) === questionKind(first),
    run: (questions) => findCredentials(runtime.pool, questions),
  });

  const remembered = new Map<string, Remembered>();

  async function find(request: FastifyRequest, along: ReadAlong | undefined): Promise<Entered | undefined> {
    const given = presented(request);
    if (!given) return undefined;
    // A browser sends a key only where a script of ours puts it, a cookie everywhere.
    if (given.kind === 'session') requireOwnOrigin(runtime.config, request);
    const now = runtime.clock.now();
    const question = { kind: given.kind, hash: hashToken(given.secret), now, along };
    const key = `${questionKind(question)} ${question.hash.toString('latin1')} ${along?.values.join(' ')}`;
    const earlier = remembered.get(key);
    const found = await ask({ ...question, known: earlier && isYoung(earlier, now) ? earlier.found : undefined });
    remembered.delete(key);
    if (!found) return undefined;
    if (found.lastSeenAt === null || now.getTime() - found.lastSeenAt.getTime() >= touchEveryMs) {
      // Reading goes on when the disk is full, so this must not fail the request.
      await touchCredential(runtime.pool, given.kind, found.id, now).catch((error: unknown) =>
        runtime.log.warn('last use not noted', { kind: given.kind, id: found.id, error }),
      );
    }
    const one = earlier && found === earlier.found ? earlier : { found, entered: enteredAs(found, given), readAt: now };
    // Set anew, it is the last one again.
    if (found.mark !== null) remembered.set(key, one);
    for (const [oldest] of remembered) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(oldest);
    }
    return one.entered;
  }

  function enteredAs(found: Credential, given: Presented): Entered {
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
