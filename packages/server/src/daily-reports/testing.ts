/** The service of the daily reports on a test database, and reports that are valid unless said otherwise. */
import type { ItemValues, SubmitBody } from '@anshao/core/daily-reports/contract.ts';
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { createSettings } from '../apps/settings.ts';
import type { Runtime } from '../base/runtime.ts';
import { createDefinitions } from '../forms/definitions.ts';
import { createEntryCache } from '../forms/dictionaries.ts';
import type { NoticePort } from './board.ts';
import type { FilesPort } from './filing.ts';
import { createDailyReports } from './service.ts';

/** Items of the shipped report, all without anything abnormal, with the given ones changed. */
export function buildItems(changes: Record<string, Partial<ItemValues>> = {}): ItemValues[] {
  return dailyReportItems.map(({ code }) => ({ item: code, answer: 'normal', ...changes[code] }));
}

export function buildSubmit(runtime: Runtime, changes: Record<string, Partial<ItemValues>> = {}): SubmitBody {
  return { id: runtime.newId(), formVersion: 1, items: buildItems(changes) };
}

/** Files that all exist and belong to whoever asks: uploads have tests of their own. */
export const anyFiles: FilesPort = {
  check: async (_db, _viewer, ids) => new Map(ids.map((id) => [id, { kind: 'image', fromCamera: true }])),
  claim: async () => {},
};

export function dailyReportsFor(runtime: Runtime, ports: { files?: FilesPort; messaging?: NoticePort } = {}) {
  return createDailyReports(runtime, {
    definitions: createDefinitions(runtime),
    entries: createEntryCache(),
    settings: createSettings(runtime),
    files: ports.files ?? anyFiles,
    messaging: ports.messaging ?? { notify: async () => new Map() },
  });
}
