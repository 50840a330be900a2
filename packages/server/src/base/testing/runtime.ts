/** A runtime for tests: the real database, a clock that stands still until it is set, and no log. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { parseConfig } from '../config/config.ts';
import { createLogger } from '../log.ts';
import { type Clock, idsFrom, type Runtime } from '../runtime.ts';

export interface TestClock extends Clock {
  set(iso: string): void;
  forward(minutes: number): void;
}

export function testClock(iso = '2026-03-16T02:00:00.000Z'): TestClock {
  let now = new Date(iso);
  return {
    now: () => new Date(now),
    set: (next) => {
      now = new Date(next);
    },
    forward: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
}

export function testRuntime(
  pool: pg.Pool,
  options: { clock?: Clock; environment?: Record<string, string> } = {},
): Runtime {
  const clock = options.clock ?? testClock();
  return {
    config: parseConfig({ LOG_LEVEL: 'silent', ...options.environment }, '/tmp'),
    pool,
    clock,
    log: createLogger('silent'),
    newId: idsFrom(clock),
    random: randomBytes,
  };
}
