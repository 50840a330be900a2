/** The hours of the night in which no message rings. */
export interface QuietHours {
  /** Wall-clock times `HH:MM`; `from` after `until` spans midnight, equal ones mean there are none. */
  readonly from: string;
  readonly until: string;
  readonly timeZone: string;
}

export const defaultQuietHours: QuietHours = { from: '22:00', until: '07:00', timeZone: 'Asia/Shanghai' };

/** The same instant when it is not quiet then, else the end of these quiet hours. */
export function afterQuietHours(at: Date, quiet: QuietHours): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(quiet.timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const { from, until } = quiet;
  const isQuiet = from <= until ? from <= time && time < until : time >= from || time < until;
  if (!isQuiet) return at;
  const day = time < until ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  const end = day.toZonedDateTime({ timeZone: quiet.timeZone, plainTime: Temporal.PlainTime.from(until) });
  return new Date(end.epochMilliseconds);
}
