/** What every service is given: nothing else in the server reaches for a clock, randomness or a connection. */
import { randomBytes } from 'node:crypto';
import { uuidv7Sequence } from '@anshao/core/base/uuid.ts';
import type pg from 'pg';
import type { Config } from './config/config.ts';
import type { Logger } from './log.ts';

export interface Clock {
  now(): Date;
}

export interface Runtime {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  /** A fresh UUIDv7, greater than all before it in this process. */
  readonly newId: () => string;
  /** Random bytes for tokens and codes; tests give fixed ones. */
  readonly random: (bytes: number) => Buffer;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * Random bytes for ids, drawn from the system 4 kB at a time: a report takes twenty ids, and asking the system for ten
 * bytes each time was a tenth of what the server spends on it. Secrets ask the system (`Runtime.random`).
 */
export function drawn(): (bytes: number) => Buffer {
  let stock = Buffer.alloc(0);
  let used = 0;
  return (bytes) => {
    if (used + bytes > stock.length) {
      stock = randomBytes(Math.max(4096, bytes));
      used = 0;
    }
    used += bytes;
    return stock.subarray(used - bytes, used);
  };
}

export function idsFrom(clock: Clock, random: (bytes: number) => Buffer = drawn()): () => string {
  return uuidv7Sequence(() => clock.now().getTime(), random);
}
