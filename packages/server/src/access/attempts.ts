/**
 * Limits that hold over all processes. Each decision is one statement, committed by itself: a guess is counted *before*
 * it is compared, so ten guesses at once get no more than five tries, and a refusal cannot roll its own count back.
 */
import { isIPv6 } from 'node:net';
import { Problem } from '@anshao/core/base/errors.ts';
import { maybeOne, type Queryable, run, sql } from '../base/database/sql.ts';

const minute = 60_000;
/** Failures older than this are forgotten. */
const rememberMs = 24 * 60 * minute;

export interface AttemptLimit {
  readonly attempts: number;
  readonly lockMinutes: number;
}

/**
 * Takes one of the tries of `key`. The last one locks the key at once; success gives all of them back
 * (`forgetAttempts`).
 * @returns tries left after this one
 * @throws Problem `access.locked`
 */
export async function takeAttempt(db: Queryable, key: string, now: Date, limit: AttemptLimit): Promise<number> {
  const lockedUntil = new Date(now.getTime() + limit.lockMinutes * minute);
  const since = new Date(now.getTime() - rememberMs);
  const row = await maybeOne<{ failures: number }>(
    db,
    // An elapsed lock starts a new count; a running one matches no row to update and so returns none.
    sql`insert into lockouts as l (key, failures, locked_until, updated_at) values (${key}, 1, null, ${now})
        on conflict (key) do update set
          failures = case when l.locked_until is not null or l.updated_at < ${since} then 1 else l.failures + 1 end,
          locked_until = case
            when l.locked_until is null and l.updated_at >= ${since} and l.failures + 1 >= ${limit.attempts}::integer
            then ${lockedUntil}::timestamptz end,
          updated_at = excluded.updated_at
        where l.locked_until is null or l.locked_until <= ${now}
        returning failures`,
  );
  if (row) return limit.attempts - row.failures;
  await requireUnlocked(db, key, now);
  // Set free between the two statements: whoever did that had the right answer, so this try may count as the first.
  return takeAttempt(db, key, now, limit);
}

/** @throws Problem `access.locked` */
export async function requireUnlocked(db: Queryable, key: string, now: Date): Promise<void> {
  const row = await maybeOne<{ locked_until: Date }>(
    db,
    sql`select locked_until from lockouts where key = ${key} and locked_until > ${now}`,
  );
  if (row) throw lockedTill(row.locked_until, now);
}

function lockedTill(end: Date, now: Date): Problem {
  return new Problem('access.locked', { minutes: Math.ceil((end.getTime() - now.getTime()) / minute) });
}

export async function forgetAttempts(db: Queryable, key: string): Promise<void> {
  await run(db, sql`delete from lockouts where key = ${key}`);
}

/**
 * Counts one more in the current window of `key`, where a full window keeps people out that may have done nothing: it
 * says so like a lock does.
 * @throws Problem `access.locked` when the window is full
 */
export async function countSharedAttempt(db: Queryable, key: string, now: Date, limit: RateLimit): Promise<void> {
  if (!(await hit(db, key, now, limit))) throw lockedTill(windowOf(now, limit.seconds).end, now);
}

/** The same without counting. @throws Problem `access.locked` when the window is full */
export async function requireRoom(db: Queryable, key: string, now: Date, limit: RateLimit): Promise<void> {
  const { start, end } = windowOf(now, limit.seconds);
  const full = await maybeOne(
    db,
    sql`select from rate_limits where key = ${key} and window_start = ${start} and hits >= ${limit.hits}::integer`,
  );
  if (full) throw lockedTill(end, now);
}

export interface RateLimit {
  readonly hits: number;
  readonly seconds: number;
}

function windowOf(now: Date, seconds: number): { start: Date; end: Date } {
  const start = Math.floor(now.getTime() / (seconds * 1000)) * seconds * 1000;
  return { start: new Date(start), end: new Date(start + seconds * 1000) };
}

/**
 * Counts one more in the current window of `key`.
 * @throws Problem `base.too-many` when the window is full
 */
export async function countHit(db: Queryable, key: string, now: Date, limit: RateLimit): Promise<void> {
  if (await hit(db, key, now, limit)) return;
  const { end } = windowOf(now, limit.seconds);
  throw new Problem('base.too-many', { seconds: Math.ceil((end.getTime() - now.getTime()) / 1000) });
}

/** @returns false when the window is full */
async function hit(db: Queryable, key: string, now: Date, limit: RateLimit): Promise<boolean> {
  const { start, end } = windowOf(now, limit.seconds);
  const row = await maybeOne(
    db,
    sql`insert into rate_limits as r (key, window_start, hits, expires_at) values (${key}, ${start}, 1, ${end})
        on conflict (key, window_start) do update set hits = r.hits + 1 where r.hits < ${limit.hits}::integer
        returning hits`,
  );
  return row !== undefined;
}

/** Gives back what `countHit` took, when it turned out not to count. */
export async function uncountHit(db: Queryable, key: string, now: Date, limit: RateLimit): Promise<void> {
  const { start } = windowOf(now, limit.seconds);
  await run(
    db,
    sql`update rate_limits set hits = greatest(hits - 1, 0) where key = ${key} and window_start = ${start}`,
  );
}

/** One household has a whole /64 of IPv6 addresses, so those count as one. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const all =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
