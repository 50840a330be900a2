/** Where records belong: communities with what rights, days and scopes need of them. */
import type { Place } from '@anshao/core/access/rights.ts';
import { batched } from '../base/database/batching.ts';
import { manyPrepared, type Queryable, raw, sql } from '../base/database/sql.ts';

export interface RecordPlace extends Place {
  readonly name: string | null;
  readonly timeZone: string;
  readonly isClosed: boolean;
}

/** Of `communities c`. */
export const placeColumns = `c.id as "communityId", c.name, c.company_id as "companyId", c.district_id as "districtId",
  c.time_zone as "timeZone", c.status = 'closed' as "isClosed"`;

/** Of records that belong to no community. */
export const noPlace: RecordPlace = {
  communityId: null,
  companyId: null,
  districtId: null,
  name: null,
  timeZone: 'Asia/Shanghai',
  isClosed: false,
};

/** Looks up a community; those asked for in the same moment go in one statement. Undefined when there is none. */
export function placeFinder(db: Queryable): (communityId: string) => Promise<RecordPlace | undefined> {
  return batched({
    lanes: 2,
    most: 64,
    fits: () => true,
    run: async (ids: readonly string[]) => {
      const rows = await manyPrepared<RecordPlace & { communityId: string }>(
        db,
        sql`select ${raw(placeColumns)} from communities c where c.id = any(${[...new Set(ids)]}::uuid[])`,
      );
      const byId = new Map(rows.map((row) => [row.communityId, row]));
      return ids.map((id) => byId.get(id));
    },
  });
}

interface KnownDay {
  readonly from: number;
  readonly until: number;
  readonly day: string;
}

/** The day of each zone that was asked about last: working it out anew was a fifth of what a new record costs here. */
const knownDays = new Map<string, KnownDay>();

/** The calendar day there. */
export function localDay(at: Date, timeZone: string): string {
  const moment = at.getTime();
  const known = knownDays.get(timeZone);
  if (known && moment >= known.from && moment < known.until) return known.day;
  const start = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).startOfDay();
  const day = start.toPlainDate().toString();
  knownDays.set(timeZone, { from: start.epochMilliseconds, until: start.add({ days: 1 }).epochMilliseconds, day });
  return day;
}
