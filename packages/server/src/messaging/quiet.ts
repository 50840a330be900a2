/** The site's quiet hours, as its settings say. */
import { defaultQuietHours, type QuietHours } from '@anshao/core/messaging/quiet-hours.ts';
import type { Queryable } from '../base/database/sql.ts';
import { siteSettings } from './store.ts';

export async function quietHours(db: Queryable): Promise<QuietHours> {
  const { quietFrom, quietUntil } = await siteSettings(db);
  return {
    from: typeof quietFrom === 'string' ? quietFrom : defaultQuietHours.from,
    until: typeof quietUntil === 'string' ? quietUntil : defaultQuietHours.until,
    timeZone: defaultQuietHours.timeZone,
  };
}
