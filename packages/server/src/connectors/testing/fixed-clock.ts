/** A clock that stands still until it is moved, and nonces that count. */
import type { ConnectorClock } from '../contract.ts';

export interface FixedClock extends ConnectorClock {
  set(time: string | Date): void;
  advance(seconds: number): void;
}

export function fixedClock(start = '2026-11-21T00:00:00Z'): FixedClock {
  let time = new Date(start);
  let count = 0;
  return {
    now: () => new Date(time),
    nonce: () => {
      count += 1;
      return count.toString(16).padStart(32, '0');
    },
    set(next) {
      time = new Date(next);
    },
    advance(seconds) {
      time = new Date(time.getTime() + seconds * 1000);
    },
  };
}
