import type { Jobs, Tick } from '../base/jobs/worker.ts';
import type { FilesService } from './service.ts';

/** Each may be killed anywhere and run again. */
export function filesJobs({ cleanUp }: FilesService): Jobs {
  const job = (work: () => Promise<number>) => async () => void (await work());
  return {
    'files.cleanOrphans': job(cleanUp.orphans),
    'files.cleanIncoming': job(cleanUp.incoming),
    'files.cleanDecided': job(cleanUp.decided),
    'files.sweep': job(cleanUp.sweep),
  };
}

/** UTC; the walk over all stored bytes is for the small hours in China. */
export const filesTicks: readonly Tick[] = [
  { job: 'files.cleanOrphans', match: '17 * * * *' },
  { job: 'files.cleanIncoming', match: '27 * * * *' },
  { job: 'files.cleanDecided', match: '5 19 * * *' },
  { job: 'files.sweep', match: '35 19 * * *' },
];
