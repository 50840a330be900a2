/** The site's settings: one row, with defaults for what nobody has set yet. */
import type { Settings } from '@anshao/core/apps/contract.ts';
import { consent } from '@anshao/presets/safety/consent.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { maybeOne, run, sql } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';

export const defaultSettings: Settings = {
  siteName: '安哨',
  helpLine: '',
  urgeCoolDownMinutes: 30,
  undoMinutes: 10,
  amendHours: 24,
  quietFrom: '22:00',
  quietUntil: '07:00',
};

export function createSettings(runtime: Runtime) {
  async function read(): Promise<Settings> {
    const row = await maybeOne<{ value: Partial<Settings> }>(
      runtime.pool,
      sql`select value from settings where key = 'site'`,
    );
    return { ...defaultSettings, ...row?.value };
  }
  return {
    read,
    /** What a page may show before anybody has signed in. */
    async readPublic() {
      const { siteName, helpLine } = await read();
      return { siteName, helpLine, consentVersion: consent.version, consentText: consent.text };
    },
    async readFor(viewer: Viewer): Promise<Settings> {
      requireScope(viewer, 'dailyReport.read');
      return read();
    },
    async update(viewer: Viewer, settings: Settings): Promise<Settings> {
      requireScope(viewer, 'dailyReport.settings');
      const now = runtime.clock.now();
      await inTransaction(runtime.pool, async (transaction) => {
        await run(
          transaction,
          sql`insert into settings (key, value, updated_at, updated_by)
              values ('site', ${JSON.stringify(settings)}, ${now}, ${viewer.personId})
              on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
        );
        await appendEvents(transaction, [
          { at: now, type: 'apps.settingsChanged', actorId: viewer.personId, subjectId: null, data: { ...settings } },
        ]);
      });
      return read();
    },
  };
}

export type SettingsService = ReturnType<typeof createSettings>;
