/** Asking for background work inside the transaction that makes it necessary: the job exists exactly if that commits. */
import type { Queryable } from '../database/sql.ts';

export interface JobOptions {
  /** A second job with the same key replaces the first while it waits. */
  jobKey?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Jobs of one queue run one after another. */
  queue?: string;
}

export async function enqueue(db: Queryable, name: string, payload: object, options: JobOptions = {}): Promise<void> {
  await db.query({
    name: 'enqueue_job',
    text: `select graphile_worker.add_job($1::text, payload := $2::json, queue_name := $3::text, run_at := $4::timestamptz,
      max_attempts := $5::integer, job_key := $6::text)`,
    values: [
      name,
      JSON.stringify(payload),
      options.queue ?? null,
      options.runAt ?? null,
      options.maxAttempts ?? 12,
      options.jobKey ?? null,
    ],
  });
}

export type Enqueue = typeof enqueue;
