/**
 * Days, moments and times as numbers: a date is the number of days since 1970-01-01, a moment the number of
 * milliseconds since then in UTC, a time the number of seconds since midnight. Years 1 to 9999.
 *
 * Of a moment people see the wall clock of the organisation's zone, so its year, its hour and its date depend on the
 * zone. `Intl` instead of `Temporal`: this also runs in the browsers of old phones.
 */
export const firstDay = -719_162;
export const lastDay = 2_932_896;
export const dayMs = 86_400_000;

export function isDay(days: number): boolean {
  return days >= firstDay && days <= lastDay;
}

export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Howard Hinnant's `days_from_civil`; month and day may lie outside their ranges and carry over. */
export function dayOf(year: number, month: number, day: number): number {
  const months = month - 1;
  const y = year + Math.floor(months / 12);
  const m = months - 12 * Math.floor(months / 12);
  const shifted = m < 2 ? y - 1 : y;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((m + 10) % 12) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468 + (day - 1);
}

/** The calendar's name of a day. */
export function civilOf(days: number): CivilDay {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function daysInMonth(year: number, month: number): number {
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

export function writeDay(days: number): string {
  const { year, month, day } = civilOf(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `14:30`, or `14:30:05` where there are seconds. */
export function writeTime(seconds: number): string {
  const rest = seconds % 60;
  const minutes = Math.floor(seconds / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${rest === 0 ? '' : `:${two(rest)}`}`;
}

const dayShape = /^(\d{4})-(\d\d)-(\d\d)$/;

/** @returns undefined for what is not an existing day `2024-03-15` */
export function readDay(text: string): number | undefined {
  const parts = dayShape.exec(text);
  return parts ? existingDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

export function existingDay(year: number, month: number, day: number): number | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return day <= 28 || day <= daysInMonth(year, month) ? dayOf(year, month, day) : undefined;
}

const timeShape = /^(\d\d):(\d\d)(?::(\d\d))?$/;

/** @returns undefined for what is not `HH:mm` or `HH:mm:ss` */
export function readTime(text: string): number | undefined {
  const parts = timeShape.exec(text);
  return parts ? existingTime(Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)) : undefined;
}

export function existingTime(hours: number, minutes: number, seconds: number): number | undefined {
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : undefined;
}

/** Offsets of zones from UTC by quarter of an hour, for no zone changes in between. */
const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();
const quarterMs = 900_000;
const keptOffsets = 20_000;

/** How many milliseconds the wall clock of a zone is ahead of UTC. @throws RangeError for a zone nobody knows */
export function offsetAt(moment: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const quarter = Math.floor(moment / quarterMs);
  const found = known.get(quarter);
  if (found !== undefined) return found;
  if (known.size >= keptOffsets) known.clear();
  const offset = wallClock(quarter * quarterMs, timeZone) - quarter * quarterMs;
  known.set(quarter, offset);
  return offset;
}

function wallClock(moment: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts: Record<string, number> = {};
  let isBeforeChrist = false;
  for (const { type, value } of format.formatToParts(moment)) {
    if (type === 'era') isBeforeChrist = value.startsWith('B');
    else parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return dayOf(isBeforeChrist ? 1 - year : year, month, day) * dayMs + (hour * 3600 + minute * 60 + second) * 1000;
}

/** Milliseconds on the wall clock (as if it stood in UTC) at a moment. */
export function toWall(moment: number, timeZone: string): number {
  return moment + offsetAt(moment, timeZone);
}

/**
 * The moment at which the wall clock shows this. Where it shows it twice the later, where never (the hour skipped in
 * spring) as if it had not been set forward yet: as PostgreSQL does.
 */
export function fromWall(wall: number, timeZone: string): number {
  const before = offsetAt(wall - dayMs, timeZone);
  const after = offsetAt(wall + dayMs, timeZone);
  if (before === after) return wall - before;
  return offsetAt(wall - after, timeZone) === after ? wall - after : wall - before;
}

/** Days as spreadsheets number them: 1 is 1900-01-01, and 60 a 29 February 1900 that never was. */
export function serialOf(days: number): number {
  return days >= -25_508 ? days + 25_569 : days + 25_568;
}

export function dayOfSerial(serial: number): number {
  return serial >= 61 ? serial - 25_569 : Math.min(serial, 59) - 25_568;
}
