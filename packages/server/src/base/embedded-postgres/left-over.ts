import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError, errorCodeOf } from './errors.ts';
import { isAlive, lookUpProcess } from './processes.ts';
import type { Log } from './server-log.ts';

/** SIGINT disconnects everybody and stops cleanly; SIGQUIT stops at once and costs a crash recovery. */
const STOP_STEPS = [
  { signal: 'SIGINT', waitMs: 5_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const;

/** A zombie's number is free once its parent takes notice, usually at once. */
const ZOMBIE_WAIT_MS = 3_000;

/**
 * Clears what an earlier server left in the data folder, which we hold locked.
 *
 * - A postmaster of ours that outlived a killed Node is stopped: its log pipe is gone and nobody watches it.
 * - A `postmaster.pid` whose number now belongs to a foreign process is removed, since PostgreSQL would take that
 *   process for a postmaster and refuse to start. A number that belongs to nobody is left: PostgreSQL handles it.
 * - A PostgreSQL on this folder that somebody else started is nobody's to stop.
 *
 * @throws EmbeddedPostgresError `already-running` in the last case
 */
export async function clearLeftOver(dataDir: string, clusterName: string, log: Log): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === undefined) return;

  const deadline = Date.now() + ZOMBIE_WAIT_MS;
  let found = lookUpProcess(pid);
  while (found?.zombie && Date.now() < deadline) {
    await pause(50);
    found = lookUpProcess(pid);
  }
  if (!found) return;

  if (!found.zombie && isPostgres(found.commandLine)) {
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
  log('warn', '清除过期的 postmaster.pid：其中的进程号现属于其他程序', { pid });
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
      if (!isAlive(pid) || lookUpProcess(pid)?.zombie) return;
      await pause(20);
    }
  }
}

function isPostgres(commandLine: string): boolean {
  return /(^|[/\\\s"])postgres(\.exe)?("?\s|$)/.test(commandLine);
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[0] ?? '', 10);
    return Number.isNaN(pid) || pid <= 0 ? undefined : pid;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
