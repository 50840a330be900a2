import type { Jobs, Tick } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import type { FilesService } from './service.ts';

/** Each may be killed anywhere and run again. */
export function filesJobs(runtime: Runtime, { cleanUp }: FilesService): Jobs {
  const job = (name: string, work: () => Promise<number>) => async () => {
    const removed = await work();
    if (removed > 0) runtime.log.info('files cleaned', { job: name, removed });
  };
  return {
    'files.cleanOrphans': job('files.cleanOrphans', cleanUp.orphans),
    'files.cleanIncoming': job('files.cleanIncoming', cleanUp.incoming),
    'files.cleanDecided': job('files.cleanDecided', cleanUp.decided),
    'files.sweep': job('files.sweep', cleanUp.sweep),
  };
}

/** UTC; the walk over all stored bytes is for the small hours in China. */
export const filesTicks: readonly Tick[] = [
  { job: 'files.cleanOrphans', match: '17 * * * *' },
  { job: 'files.cleanIncoming', match: '27 * * * *' },
  { job: 'files.cleanDecided', match: '5 19 * * *' },
  { job: 'files.sweep', match: '35 19 * * *' },
];
