/** Clearing out what no longer decides anything: spent codes, counters, links, ended sessions. */
import type { Jobs, Tick } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import { sweep } from './store.ts';

export function accessJobs(runtime: Runtime): Jobs {
  return {
    'access.sweep': async () => {
      const removed = await sweep(runtime.pool, runtime.clock.now());
      runtime.log.debug('sign-in swept', { removed });
    },
  };
}

export const accessTicks: readonly Tick[] = [{ job: 'access.sweep', match: '17 * * * *' }];
