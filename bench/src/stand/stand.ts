/**
 * Where the measurements stand: a folder of its own with the product's embedded PostgreSQL (its own settings, fsync
 * on), databases in it, and server processes on them. Everything goes away at the end and on Ctrl-C.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@anshao/server/base/config/config.ts';
import { migrate, readMigrations } from '@anshao/server/base/database/migrate.ts';
import { createPool } from '@anshao/server/base/database/pool.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@anshao/server/base/embedded-postgres/embedded-postgres.ts';
import { migrateJobs } from '@anshao/server/base/jobs/worker.ts';
import { createLogger } from '@anshao/server/base/log.ts';
import { idsFrom, type Runtime, systemClock } from '@anshao/server/base/runtime.ts';
import pg from 'pg';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export interface Options {
  /** Fewer days and shorter rounds: for developing, not for figures to be told. */
  readonly quick: boolean;
  /** Keep the loaded databases for the next run. */
  readonly keep: boolean;
}

export interface Database {
  readonly name: string;
  readonly url: string;
  readonly runtime: Runtime;
}

export class Stand {
  readonly options: Options;
  readonly folder: string;
  #postgres: Promise<EmbeddedPostgres> | undefined;
  readonly #undo: (() => Promise<void>)[] = [];
  readonly #databases = new Map<string, Promise<Database>>();
  readonly #servers = new Map<string, Promise<ServerProcess>>();

  constructor(options: Options) {
    this.options = options;
    this.folder = options.keep ? keptFolder() : mkdtempSync(join(tmpdir(), 'anshao-bench-'));
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** A fresh folder below ours, removed with it. */
  subfolder(name: string): string {
    const path = join(this.folder, name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { mode: 0o700 });
    return path;
  }

  later(undo: () => Promise<void>): void {
    this.#undo.push(undo);
  }

  /**
   * A migrated database of that name, filled once.
   * @param fill is left out when an earlier run kept the same database
   */
  database(name: string, fill: (database: Database) => Promise<void>): Promise<Database> {
    let known = this.#databases.get(name);
    if (!known) {
      known = this.#open(name, fill);
      this.#databases.set(name, known);
    }
    return known;
  }

  /** The server on that database; its work of the start is done when it is returned. */
  server(database: Database): Promise<ServerProcess> {
    let known = this.#servers.get(database.name);
    if (!known) {
      known = this.#serve(database);
      this.#servers.set(database.name, known);
    }
    return known;
  }

  async close(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) {
      await undo().catch((error: unknown) => console.error('cleaning up did not go smoothly:', error));
    }
    if (!this.options.keep) rmSync(this.folder, { recursive: true, force: true });
  }

  async #open(name: string, fill: (database: Database) => Promise<void>): Promise<Database> {
    this.#postgres ??= this.#startPostgres();
    const { url: homeUrl } = await this.#postgres;
    const url = homeUrl.replace('/home?', `/${name}?`);
    const home = new pg.Client({ connectionString: homeUrl });
    await home.connect();
    try {
      const { rows } = await home.query<{ state: string | null }>(
        `select shobj_description(oid, 'pg_database') as state from pg_database where datname = $1`,
        [name],
      );
      const isFilled = rows[0]?.state === 'filled';
      if (!isFilled) {
        if (rows.length > 0) await home.query(`drop database ${name} with (force)`);
        await home.query(`create database ${name}`);
      }
      const database = { name, url, runtime: this.#runtimeFor(url) };
      if (!isFilled) {
        await migrate(database.runtime.pool);
        await migrateJobs(database.runtime);
        await fill(database);
        await home.query(`comment on database ${name} is 'filled'`);
      }
      return database;
    } finally {
      await home.end();
    }
  }

  async #startPostgres(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({
      dataDir: join(this.folder, 'postgres'),
      database: 'home',
      log: (level, message, fields) => {
        if (level === 'error') console.error(message, fields);
      },
    });
    this.later(() => postgres.stop());
    return postgres;
  }

  #runtimeFor(url: string): Runtime {
    const pool = createPool(url, { max: 4, onError: () => {} });
    this.later(() => pool.end());
    return {
      config: parseConfig({ DATA_DIR: join(this.folder, 'files'), LOG_LEVEL: 'silent' }, this.folder),
      pool,
      clock: systemClock,
      log: createLogger('silent'),
      newId: idsFrom(systemClock),
      random: randomBytes,
    };
  }

  async #serve(database: Database): Promise<ServerProcess> {
    const server = await startServerProcess({
      dataDir: join(this.folder, `files-${database.name}`),
      databaseUrl: database.url,
    });
    this.later(() => server.stop());
    await jobsDone(database);
    return server;
  }
}

/** The jobs of the start (filling in days) must not run beside the first measurement. */
async function jobsDone({ runtime }: Database): Promise<void> {
  for (;;) {
    const { rows } = await runtime.pool.query(
      `select 1 from graphile_worker.jobs where run_at <= now() and attempts < max_attempts limit 1`,
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Another schema is another folder. */
function keptFolder(): string {
  const hash = createHash('sha256');
  for (const migration of readMigrations()) hash.update(migration.checksum);
  const folder = join(tmpdir(), `anshao-bench-kept-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) console.error(`using the databases kept in ${folder}`);
  return folder;
}
