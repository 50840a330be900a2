/** Background work of the module: one job per delivery, and a minute's tick that finds what is due or was left behind. */

import type { Queryable } from '../base/database/sql.ts';
import { enqueue } from '../base/jobs/enqueue.ts';
import { enqueueMany } from '../base/jobs/enqueue-many.ts';
import type { Jobs, Tick } from '../base/jobs/worker.ts';

const handOverJob = 'messaging.handOver';
const tickJob = 'messaging.tick';
/** Deliveries count their own attempts; a job is repeated only when it was cut short. */
const jobAttempts = 3;

const keyOf = (deliveryId: string) => `messaging.handOver:${deliveryId}`;

/** Somebody stands at the sign-in page, so a code overtakes the thousands of a reminder, and those wait for all else. */
const priorities = { urgent: -10, ordinary: 10 };

/** At most one job waits per delivery, however often it is asked for. */
export function requestHandOver(
  db: Queryable,
  deliveryIds: readonly string[],
  urgency: keyof typeof priorities = 'ordinary',
): Promise<void> {
  const jobs = deliveryIds.map((deliveryId) => ({ payload: { deliveryId }, jobKey: keyOf(deliveryId) }));
  return enqueueMany(db, handOverJob, jobs, { maxAttempts: jobAttempts, priority: priorities[urgency] });
}

export function requestHandOverAt(db: Queryable, deliveryId: string, runAt: Date): Promise<void> {
  return enqueue(db, handOverJob, { deliveryId }, { jobKey: keyOf(deliveryId), runAt, maxAttempts: jobAttempts });
}

export function messagingJobs(service: {
  deliverNow(deliveryId: string): Promise<void>;
  tick(): Promise<unknown>;
}): Jobs {
  return {
    [handOverJob]: (payload) => service.deliverNow(String(payload['deliveryId'])),
    [tickJob]: async () => {
      await service.tick();
    },
  };
}

export const messagingTicks: readonly Tick[] = [{ job: tickJob, match: '* * * * *' }];
