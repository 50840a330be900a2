import { setTimeout as pause } from 'node:timers/promises';
import type { Exit, Postmaster } from './launch.ts';
import type { Log } from './server-log.ts';

export interface Supervisor {
  /** Number of the current server process; the last one's while a new one is being started. */
  readonly pid: number;
  onExit(listener: (exit: Exit) => void): void;
  onRestart(listener: (restarted: { pid: number }) => void): void;
  /** Ends the watch and the server; may be called more than once. */
  stop(): Promise<void>;
}

/** Wait before each attempt to start it again; the last one goes on for as long as it takes. */
const BACK_OFF_MS = [0, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** Having lived this long, a server is taken for healthy and the next restart is immediate again. */
const HEALTHY_MS = 30_000;

const STOP_MS = 5_000;

/**
 * Starts a server and starts it again whenever it ends without having been asked to. The address stays the same, so
 * clients need only connect anew.
 * @param start one start; rejects when it fails or when the signal aborts it
 */
export async function supervise(start: (abort: AbortSignal) => Promise<Postmaster>, log: Log): Promise<Supervisor> {
  const abort = new AbortController();
  const exitListeners: ((exit: Exit) => void)[] = [];
  const restartListeners: ((restarted: { pid: number }) => void)[] = [];
  let current: Postmaster = await start(abort.signal);
  let startedAt = Date.now();
  let attempt = 0;

  // When this process ends by process.exit() or an uncaught error, there is no time to wait, only to tell.
  const tell = () => current.signal('fast');
  process.once('exit', tell);

  const watch = async () => {
    while (!abort.signal.aborted) {
      const exit = await current.exited;
      if (abort.signal.aborted) return;
      log('error', '内置数据库意外停止，正在重新启动', { pid: current.pid, code: exit.code, signal: exit.signal });
      for (const listener of exitListeners) listener(exit);
      if (Date.now() - startedAt > HEALTHY_MS) attempt = 0;
      const next = await startAgain();
      if (!next) return;
      current = next;
      startedAt = Date.now();
      log('info', '内置数据库已重新启动', { pid: current.pid });
      for (const listener of restartListeners) listener({ pid: current.pid });
    }
  };

  const startAgain = async (): Promise<Postmaster | undefined> => {
    for (;;) {
      const wait = BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)]!;
      attempt += 1;
      try {
        await pause(wait, undefined, { signal: abort.signal });
        return await start(abort.signal);
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        log('error', '内置数据库重新启动失败，稍后再试', { error, attempt });
      }
    }
  };

  const watching = watch();
  const stop = async () => {
    abort.abort();
    await stopPostmaster(current, log);
    await watching;
    // A start that got through just as we aborted it.
    await stopPostmaster(current, log);
    process.off('exit', tell);
  };
  let stopped: Promise<void> | undefined;
  return {
    get pid() {
      return current.pid;
    },
    onExit: (listener) => void exitListeners.push(listener),
    onRestart: (listener) => void restartListeners.push(listener),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function stopPostmaster(postmaster: Postmaster, log: Log): Promise<void> {
  for (const how of ['fast', 'immediate', 'kill'] as const) {
    postmaster.signal(how);
    const done = new AbortController();
    const inTime = await Promise.race([
      postmaster.exited.then(() => true),
      pause(STOP_MS, false, { signal: done.signal }).catch(() => false),
    ]);
    done.abort();
    if (inTime) return;
    log('warn', '内置数据库没有按时停止', { pid: postmaster.pid, how });
  }
}
