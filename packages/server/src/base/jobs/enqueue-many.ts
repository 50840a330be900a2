/** Asking for many jobs in one statement: thousands of notices go out at once when a reminder is due. */
import type { Queryable } from '../database/sql.ts';

export interface KeyedJob {
  readonly payload: object;
  /** A second job with the same key replaces the first while it waits. */
  readonly jobKey: string;
}

export interface ManyOptions {
  readonly maxAttempts?: number;
  /** Smaller numbers are done first; other jobs have 0. */
  readonly priority?: number;
}

export async function enqueueMany(
  db: Queryable,
  name: string,
  jobs: readonly KeyedJob[],
  options: ManyOptions = {},
): Promise<void> {
  if (jobs.length === 0) return;
  await db.query({
    name: 'enqueue_jobs',
    text: `select count(*) from graphile_worker.add_jobs((
        select array_agg(($1::text, u.payload, null, null, $2::smallint, u.job_key, $5::smallint, null)::graphile_worker.job_spec)
        from unnest($3::json[], $4::text[]) as u (payload, job_key)), false)`,
    values: [
      name,
      options.maxAttempts ?? 12,
      jobs.map((job) => JSON.stringify(job.payload)),
      jobs.map((job) => job.jobKey),
      options.priority ?? 0,
    ],
  });
}
