/**
 * Keeps the embedded database from ever meeting a full disk: PostgreSQL that cannot write its log stops for good, and
 * then nobody can read either. While less than the reserve is free, what changes something is refused with a clear
 * answer and reading goes on. Signing in goes on as well, into the reserve: a session is a few hundred bytes, and whoever
 * comes to make room has to get in.
 */
import { statfs } from 'node:fs/promises';
import type { Runtime } from './runtime.ts';

export interface DiskGuard {
  readonly isFull: boolean;
  /** Most of the reserve is gone too: not even small things may be written. */
  readonly isSpent: boolean;
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
}

export type FreeBytes = (folder: string) => Promise<number>;

const lookEveryMs = 2000;
/** Part of the reserve that nothing of ours may use: the database needs it to write its log. */
const untouchable = 1 / 4;

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export async function guardDisk(runtime: Runtime, free: FreeBytes = freeBytes): Promise<DiskGuard> {
  const { config, log } = runtime;
  let isFull = false;
  let isSpent = false;
  async function look(): Promise<void> {
    const left = await free(config.dataDir);
    const was = isFull;
    isFull = left < config.diskReserve;
    isSpent = left < config.diskReserve * untouchable;
    if (isFull !== was) {
      if (isFull) log.error('the disk is nearly full; only reading is possible', { left, reserve: config.diskReserve });
      else log.info('there is room again; writing is possible', { left });
    }
  }
  await look();
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.warn('cannot tell how full the disk is', { error }));
  }, lookEveryMs);
  timer.unref();
  return {
    get isFull() {
      return isFull;
    },
    get isSpent() {
      return isSpent;
    },
    look,
    stop: () => clearInterval(timer),
  };
}
