import { readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { clusterName } from './address.ts';
import { EmbeddedPostgresError } from './errors.ts';

/** Our own files inside the data folder; PostgreSQL ignores them, and an otherwise empty folder counts as empty. */
export const LOCK_FILE = 'anshao.lock';
export const OWNER_FILE = 'anshao.owner.json';

/** Result code SQLITE_BUSY: another connection, of any process, holds the lock. */
const SQLITE_BUSY = 5;

/** How long a predecessor that is just shutting down may take before we call it running. */
const GRACE_MS = 3_000;

/** SQLite takes paths up to 512 bytes, about 160 Chinese characters. */
const LONGEST_PATH = 480;

export interface FolderLock {
  release(): void;
}

interface Owner {
  pid: number;
  since: string;
  host: string;
}

/**
 * Takes the data folder for this process, so that two servers never manage one PostgreSQL.
 *
 * The lock is the operating system's own (byte range locks, as SQLite takes them on an empty file): the kernel frees it
 * whatever way the process ends, it cannot be fooled by a process number used again, and it holds between containers
 * that share a volume and cannot see each other's processes. Node offers no file lock of its own; nothing is stored in
 * the file. Beside it lies a readable note on who holds it, only used to name that process.
 *
 * @throws EmbeddedPostgresError `already-running` after three seconds, `folder-unusable` when locks cannot be had.
 */
export async function lockFolder(dataDir: string, graceMs: number = GRACE_MS): Promise<FolderLock> {
  const deadline = Date.now() + graceMs;
  for (;;) {
    const lock = tryLock(dataDir);
    if (lock) return lock;
    if (Date.now() >= deadline) throw alreadyRunning(dataDir);
    await pause(100);
  }
}

function tryLock(dataDir: string): FolderLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(lockFileOf(dataDir));
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw new EmbeddedPostgresError(
      'folder-unusable',
      `无法在数据文件夹 ${dataDir} 中加锁：${error instanceof Error ? error.message : String(error)}`,
      '请确认当前用户可写该文件夹，且它位于支持文件锁的磁盘上（网络盘往往不支持）。',
      { cause: error },
    );
  }
  const owner: Owner = { pid: process.pid, since: new Date().toISOString(), host: hostname() };
  writeFileSync(join(dataDir, OWNER_FILE), JSON.stringify(owner), { mode: 0o600 });
  const held = database;
  return {
    release: () => {
      if (held.isOpen) held.close();
    },
  };
}

/** For a path beyond SQLite's limit the file lies in the system's temporary folder instead, under a name for this path. */
export function lockFileOf(dataDir: string): string {
  const file = join(dataDir, LOCK_FILE);
  return Buffer.byteLength(file) <= LONGEST_PATH ? file : join(tmpdir(), `${clusterName(dataDir)}.lock`);
}

function alreadyRunning(dataDir: string): EmbeddedPostgresError {
  const owner = readOwner(dataDir);
  const who = owner ? `进程 ${owner.pid}（主机 ${owner.host}，自 ${owner.since} 起）` : '另一个进程';
  return new EmbeddedPostgresError(
    'already-running',
    `数据文件夹 ${dataDir} 正被${who}使用，不能同时启动两个安哨。`,
    '请先停止该进程，或为本次启动指定另一个数据文件夹。',
  );
}

function readOwner(dataDir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, OWNER_FILE), 'utf8')) as Owner;
  } catch {
    // The holder may be between taking the lock and writing the note; the error is then only less precise.
    return undefined;
  }
}
