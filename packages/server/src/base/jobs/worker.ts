/**
 * Background jobs on graphile-worker. A job may run more than once (a process killed in the middle), so every handler
 * is written to be repeated. Users' schedules live in our own tables; the only cron entries here are the minute ticks
 * that look into them.
 */
import {
  type CronItem,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Runtime } from '../runtime.ts';

/** `payload` is what was enqueued, after JSON. */
export type JobHandler = (payload: Record<string, unknown>) => Promise<void>;
export type Jobs = Readonly<Record<string, JobHandler>>;

/** Runs `job` on a cron pattern in UTC; `key` keeps a late minute from being done twice. */
export interface Tick {
  readonly job: string;
  readonly match: string;
}

export async function migrateJobs(runtime: Runtime): Promise<void> {
  await runMigrations({ pgPool: runtime.pool, logger: workerLogger(runtime) });
}

export async function startWorker(runtime: Runtime, jobs: Jobs, ticks: readonly Tick[]): Promise<Runner> {
  const taskList: TaskList = {};
  for (const [name, handler] of Object.entries(jobs)) {
    taskList[name] = async (payload, helpers) => {
      try {
        await handler((payload ?? {}) as Record<string, unknown>);
      } catch (error) {
        const { attempts, max_attempts: most } = helpers.job;
        runtime.log[attempts >= most ? 'error' : 'warn']('job failed', { job: name, attempts, most, error });
        throw error;
      }
    };
  }
  const cron: CronItem[] = ticks.map((tick) => ({
    task: tick.job,
    match: tick.match,
    options: { backfillPeriod: 0, maxAttempts: 3, jobKey: `tick:${tick.job}`, jobKeyMode: 'preserve_run_at' },
  }));
  return run({
    pgPool: runtime.pool,
    taskList,
    parsedCronItems: parseCronItems(cron),
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 5000,
    logger: workerLogger(runtime),
  });
}

function workerLogger(runtime: Runtime): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') runtime.log.error('worker', { detail: message });
    else if (level === 'warning') runtime.log.warn('worker', { detail: message });
  });
}
