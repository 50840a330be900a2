/** Background work of the directory. */
import type { Jobs } from '../base/jobs/worker.ts';
import { importJob } from './import/service.ts';
import type { OrgService } from './service.ts';

export function orgJobs(service: OrgService): Jobs {
  return {
    [importJob]: async (payload) => {
      await service.runImport(String(payload.id));
    },
  };
}
