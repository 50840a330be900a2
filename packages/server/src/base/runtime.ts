/** What every service is given: nothing else in the server reaches for a clock, randomness or a connection. */
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
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
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  /** Random bytes for tokens and codes; tests give fixed ones. */
  readonly random: (bytes: number) => Buffer;
}

export const systemClock: Clock = { now: () => new Date() };

export function idsFrom(clock: Clock, random: (bytes: number) => Buffer = randomBytes): () => string {
  return () => uuidv7(clock.now().getTime(), random(10));
}
