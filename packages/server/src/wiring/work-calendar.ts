/** The plans' calendar as formulas of forms reckon with it. */
import type { Clock } from '../base/runtime.ts';
import type { WorkCalendar } from '../forms/record-context.ts';
import { calendarDays } from '../plans/service.ts';

/** Holidays are announced once a year; asking for each record would cost more than the record. */
const keptMs = 60_000;

export function workCalendar(clock: Clock): WorkCalendar {
  let kept: { readonly until: number; readonly days: Promise<ReadonlyMap<string, boolean>> } | undefined;
  return (db) => {
    const now = clock.now().getTime();
    // A clock that jumps back must not keep the old days for ever.
    if (kept && now < kept.until && kept.until - now <= keptMs) return kept.days;
    const days = calendarDays(db).then((found) => new Map([...found].map(([day, { working }]) => [day, working])));
    kept = { until: now + keptMs, days };
    // What failed is asked for again.
    days.catch(() => {
      kept = undefined;
    });
    return days;
  };
}
