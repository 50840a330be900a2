import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError, errorCodeOf } from './errors.ts';
import { isRunning, lookUpProcess } from './processes.ts';
import type { Log } from './server-log.ts';

/** SIGINT disconnects everybody and stops cleanly; SIGQUIT stops at once and costs a crash recovery. */
const STOP_STEPS = [
  { signal: 'SIGINT', waitMs: 5_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const;

/** PostgreSQL makes the file and writes into it in two steps. */
const BEING_WRITTEN_MS = 1_000;

/**
 * Clears what an earlier server left in the data folder, which we hold locked.
 *
 * - A postmaster of ours that outlived a killed Node is stopped: its log pipe is gone and nobody watches it.
 * - A `postmaster.pid` whose number now belongs to a foreign process, or to a zombie, is removed, since PostgreSQL
 *   would take that process for a postmaster and refuse to start; likewise an empty one. A number that belongs to
 *   nobody is left: PostgreSQL handles it. Removing is safe even if sessions of the dead server still run, because
 *   PostgreSQL also looks who is attached to the shared memory of this folder.
 * - A PostgreSQL on this folder that somebody else started is nobody's to stop.
 *
 * @throws EmbeddedPostgresError `already-running` in the last case
 */
export async function clearLeftOver(dataDir: string, clusterName: string, log: Log): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = await readPid(pidFile);
  const found = pid === undefined ? undefined : lookUpProcess(pid);
  if (pid !== undefined && !found) return;

  if (pid !== undefined && found && !found.zombie && isPostgres(found.commandLine)) {
    if (found.commandLine.includes(`cluster_name=${clusterName}`)) {
      log('warn', '发现上次遗留的内置数据库进程，正在停止', { pid });
      await stopProcess(pid);
      return;
    }
    if (found.workingFolder === dataDir || found.commandLine.includes(dataDir)) {
      throw new EmbeddedPostgresError(
        'already-running',
        `数据文件夹 ${dataDir} 正被另一个 PostgreSQL（进程 ${pid}）使用。`,
        '它不是由安哨启动的，请先停止它。',
      );
    }
  }
  log('warn', '清除过期的 postmaster.pid：其中的进程已结束，或进程号现属于其他程序', { pid });
  await rm(pidFile, { force: true });
}

/** Stops a postmaster by its number, cleanly if it lets us. */
export async function stopProcess(pid: number): Promise<void> {
  for (const { signal, waitMs } of STOP_STEPS) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCodeOf(error) === 'ESRCH') return;
      throw error;
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!isRunning(pid)) return;
      await pause(20);
    }
  }
}

function isPostgres(commandLine: string): boolean {
  return /(^|[/\\\s"])postgres(\.exe)?("?\s|$)/.test(commandLine);
}

/** The number in the file; `undefined` when there is none even after a while. */
async function readPid(pidFile: string): Promise<number | undefined> {
  for (const deadline = Date.now() + BEING_WRITTEN_MS; ; await pause(50)) {
    try {
      const pid = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[0] ?? '', 10);
      if (pid > 0) return pid;
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    if (Date.now() >= deadline) return undefined;
  }
}
