import { mkdir, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { addressFor, clusterName, initdbArguments } from './address.ts';
import { platformPackageFolder, usableBinaries } from './binaries.ts';
import { EmbeddedPostgresError, errorCodeOf } from './errors.ts';
import { initialise, takeOwnership } from './init.ts';
import { launch } from './launch.ts';
import { lockFolder } from './lock.ts';
import { chooseRunAs } from './run-as.ts';
import type { Log } from './server-log.ts';
import { settingsFor } from './settings.ts';
import { supervise } from './supervise.ts';

export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './errors.ts';

/** A real PostgreSQL that this process started, watches and stops. */
export interface EmbeddedPostgres {
  /** Connection string for `pg`, the same over restarts of the server. */
  url: string;
  /** Folder of the Unix socket; empty on Windows. */
  socketDir: string;
  /** Number of the current server process. */
  readonly pid: number;
  /** Stops it: cleanly within 5 s, at once after that. */
  stop(): Promise<void>;
  /** Told each time the server ends unasked; it is then started again. */
  onExit(listener: (info: { code: number | null; signal: string | null }) => void): void;
  /** Told when it takes connections again. */
  onRestart(listener: (info: { pid: number }) => void): void;
}

export interface EmbeddedPostgresOptions {
  /** For example `./data/postgres`; made if missing. A copy of the programs may be put beside it. */
  dataDir: string;
  log: Log;
  /** PostgreSQL settings that win over ours, for example `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
  /** Made if missing. */
  database?: string;
  /** Whether, as root, a user namespace may be used; `false` is for tests of the way taken where it is refused. */
  namespaces?: boolean;
  /** Folder of the platform package, if not the installed one; for tests. */
  packageFolder?: string;
}

/**
 * Starts the built-in PostgreSQL on a data folder, creating database cluster and database at the first start.
 * Retries what passes by itself; clears what a killed predecessor left.
 * @throws EmbeddedPostgresError with what to do about it
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, database = 'anshao' } = options;
  const dataDir = await makeFolder(options.dataDir);
  const lock = await lockFolder(dataDir);
  try {
    const runAs = chooseRunAs(dataDir, options.namespaces);
    await takeOwnership(dataDir, runAs);
    const binaries = await usableBinaries(
      options.packageFolder ?? platformPackageFolder(),
      [dirname(dataDir), ...(runAs.kind === 'self' ? [] : ['/var/cache']), tmpdir(), '/tmp'],
      runAs,
    );
    await requireSameVersion(dataDir, binaries.majorVersion);

    const settings = await settingsFor(options.settings);
    const noSync = settings.fsync === 'off' ? ['--no-sync'] : [];
    await initialise(dataDir, binaries, runAs, [...initdbArguments(dataDir), ...noSync]);
    const address = await addressFor(dataDir, runAs);
    const context = { dataDir, clusterName: clusterName(dataDir), binaries, runAs, address, settings, log };
    const supervisor = await supervise((abort) => launch(context, abort), log).catch(async (error: unknown) => {
      await address.release();
      throw error;
    });
    const stop = async () => {
      await supervisor.stop();
      await address.release();
      lock.release();
    };
    try {
      await createDatabase(address.url('postgres'), database);
    } catch (error) {
      await stop();
      throw error;
    }
    let stopped: Promise<void> | undefined;
    return {
      url: address.url(database),
      socketDir: address.socketDir,
      get pid() {
        return supervisor.pid;
      },
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
      onExit: supervisor.onExit,
      onRestart: supervisor.onRestart,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    // One folder, one name: the lock, the socket and the search for left-over processes go by it.
    return await realpath(path);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'folder-unusable',
      `无法建立数据文件夹 ${path}：${cause instanceof Error ? cause.message : String(cause)}`,
      '请确认当前用户可写其上级文件夹，或指定另一个位置。',
      { cause },
    );
  }
}

async function requireSameVersion(dataDir: string, majorVersion: string): Promise<void> {
  let dataVersion: string;
  try {
    dataVersion = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (dataVersion === majorVersion) return;
  throw new EmbeddedPostgresError(
    'version-mismatch',
    `数据文件夹 ${dataDir} 由 PostgreSQL ${dataVersion} 建立，而当前程序是 PostgreSQL ${majorVersion}。`,
    `请用原来的安哨版本做一次备份，再在新版本的空文件夹中恢复；数据未被改动。`,
  );
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
