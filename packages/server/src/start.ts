/**
 * Starts one process of the system and stops it again: database (embedded or given), migrations, presets, routes, jobs.
 * `main.ts`, the demo, the journeys and the benchmarks all start here, so that what is tried is what runs.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Runner } from 'graphile-worker';
import { ensureFirstAdministrator } from './access/first-administrator.ts';
import { buildWeb } from './apps/build-web.ts';
import { installSafetyPreset } from './apps/presets.ts';
import { isWebBuilt } from './apps/web.ts';
import { type Config, ConfigError } from './base/config/config.ts';
import { makeDataFolder } from './base/config/data-folder.ts';
import { migrate } from './base/database/migrate.ts';
import { createPool } from './base/database/pool.ts';
import { guardDisk } from './base/disk-guard.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './base/embedded-postgres/embedded-postgres.ts';
import { migrateJobs, startWorker } from './base/jobs/worker.ts';
import { createLogger, type LogFields, type Logger } from './base/log.ts';
import { type Clock, idsFrom, type Runtime, systemClock } from './base/runtime.ts';
import { cannotListen, databaseUnreachable } from './start-error.ts';
import { type Application, compose } from './wiring/compose.ts';

export interface Started {
  readonly runtime: Runtime;
  readonly application: Application;
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly databaseUrl: string;
  /** Process number of the embedded PostgreSQL, which may change; null with a database of one's own. */
  databasePid(): number | null;
  /** Shown once: there was no administrator before. */
  readonly firstAdministrator: { account: string; password: string } | null;
  /** Finishes what is in flight, then ends everything. Safe to call twice. */
  stop(): Promise<void>;
}

export interface StartOptions {
  log?: Logger;
  clock?: Clock;
  /** False: no background jobs in this process. */
  worker?: boolean;
  web?: boolean;
  /** Runs after the migrations and before anything is served; the demo loads its data here. */
  prepare?: (runtime: Runtime) => Promise<void>;
  databaseSettings?: Record<string, string>;
}

/** What PostgreSQL says of itself, and of a refused statement whose sender was told anyway, is for whoever looks closely. */
function inPassing(level: 'info' | 'warn' | 'error', fields: LogFields | undefined): boolean {
  const state = String(fields?.sqlstate ?? '');
  return level === 'info' || (level === 'warn' && state !== '' && !state.startsWith('01'));
}

/** A process manager kills after ten seconds or so; requests get half of that. */
const drainMs = 4000;

export async function start(config: Config, options: StartOptions = {}): Promise<Started> {
  const log = options.log ?? createLogger(config.logLevel);
  const clock = options.clock ?? systemClock;
  let problem: string | undefined = '正在启动';
  let ending = false;
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const folder = makeDataFolder(config.dataDir);
    if (folder !== undefined) throw new ConfigError([folder]);
    let embedded: EmbeddedPostgres | undefined;
    if (config.databaseUrl === null) {
      embedded = await startEmbeddedPostgres({
        dataDir: join(config.dataDir, 'postgres'),
        log: (level, message, fields) => log[inPassing(level, fields) ? 'debug' : level](message, fields),
        ...(options.databaseSettings && { settings: options.databaseSettings }),
      });
      const database = embedded;
      undo.push(() => database.stop());
    }
    const databaseUrl = embedded?.url ?? config.databaseUrl ?? '';
    const pool = createPool(databaseUrl, {
      max: config.poolSize,
      onError: (error) => {
        if (!ending) log.warn('a database connection was lost', { error });
      },
    });
    undo.push(() => {
      // The pool says it is at its end while its last connections are still closing.
      ending = true;
      return pool.end();
    });
    const runtime: Runtime = { config, pool, clock, log, newId: idsFrom(clock), random: randomBytes };

    const given = config.databaseUrl;
    if (given !== null) {
      await pool.query('select 1').catch((error: unknown) => {
        throw databaseUnreachable(error, given);
      });
    }
    const applied = await migrate(pool);
    if (applied.length > 0) log.info('database migrated', { applied });
    await migrateJobs(runtime);
    await options.prepare?.(runtime);
    if (await installSafetyPreset(runtime)) log.info('safety preset installed');
    const firstAdministrator = await ensureFirstAdministrator(runtime);
    if (options.web !== false && !isWebBuilt()) {
      log.info('building the web application');
      await buildWeb();
    }

    const disk = await guardDisk(runtime);
    undo.push(async () => disk.stop());
    const health = { problem: () => problem, isDiskFull: () => disk.isFull, isDiskSpent: () => disk.isSpent };
    const application = await compose(runtime, databaseUrl, health, options.web !== false);
    await application.live.start();
    undo.push(() => application.live.stop());
    const address = await application.app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
      throw cannotListen(error, config);
    });
    undo.push(() => closeHttp(application, log));
    let worker: Runner | undefined;
    if (options.worker !== false) {
      worker = await startWorker(runtime, application.jobs, application.ticks);
      const running = worker;
      undo.push(() => running.stop());
      // Days during which nothing ran are filled in without waiting for the hour.
      await pool.query("select graphile_worker.add_job('plans.catchUp', job_key := 'start:plans.catchUp')");
    }
    problem = undefined;
    application.greet().catch((error: unknown) => log.warn('the official account could not be greeted', { error }));

    let stopping: Promise<void> | undefined;
    return {
      runtime,
      application,
      address,
      databaseUrl,
      databasePid: () => embedded?.pid ?? null,
      firstAdministrator,
      stop: () => {
        problem = '正在停止';
        stopping ??= unwind(undo, log);
        return stopping;
      },
    };
  } catch (error) {
    await unwind(undo, log);
    throw error;
  }
}

async function closeHttp(application: Application, log: Logger): Promise<void> {
  const late = setTimeout(() => {
    log.warn('requests still under way are cut off');
    application.app.server.closeAllConnections();
  }, drainMs);
  // Event streams never end by themselves.
  application.live.endStreams();
  // A connection that falls idle while closing would otherwise keep the server for its whole keep-alive time.
  const idle = setInterval(() => application.app.server.closeIdleConnections(), 50);
  await application.app.close();
  clearTimeout(late);
  clearInterval(idle);
}

async function unwind(undo: (() => Promise<unknown>)[], log: Logger): Promise<void> {
  for (const step of undo.splice(0).reverse()) {
    await step().catch((error: unknown) => log.warn('stopping did not go smoothly', { error }));
  }
}
