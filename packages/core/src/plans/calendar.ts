/**
 * The work calendar: public holidays and swap working days are data (State Council notices); every other day follows
 * its weekday. A year without an announcement simply follows weekdays.
 */
export interface CalendarDay {
  readonly name: string;
  readonly working: boolean;
}

/** By date, `2026-02-17`. */
export type WorkCalendar = ReadonlyMap<string, CalendarDay>;

export function isWorkingDay(date: string, calendar: WorkCalendar): boolean {
  const known = calendar.get(date);
  if (known) return known.working;
  return Temporal.PlainDate.from(date).dayOfWeek <= 5;
}
