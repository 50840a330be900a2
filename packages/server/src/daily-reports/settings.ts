/** What the modules need of the site's settings; `apps` keeps them. */
import type { Settings } from '@anshao/core/daily-reports/contract.ts';

export interface SettingsPort {
  read(): Promise<Settings>;
}
