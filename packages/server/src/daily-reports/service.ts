/** The module's services, joined. */
import type { Runtime } from '../base/runtime.ts';
import { createAnomalies } from './anomalies.ts';
import { createBoard, type NoticePort } from './board.ts';
import { createFiling, type FilingDeps } from './filing.ts';
import { createItems } from './items.ts';
import { createReading } from './reading.ts';
import type { DailyReports } from './routes.ts';
import type { SettingsPort } from './settings.ts';

export { openAnomalies } from './anomaly-store.ts';

export function createDailyReports(
  runtime: Runtime,
  deps: FilingDeps & { settings: SettingsPort; messaging: NoticePort },
): DailyReports {
  return {
    filing: createFiling(runtime, deps),
    reading: createReading(runtime, deps),
    anomalies: createAnomalies(runtime, deps),
    board: createBoard(runtime, deps),
    items: createItems(runtime),
  };
}
