/**
 * Calendar days and instants in their one written form. `Date` instead of `Temporal`: this also runs in the browsers
 * of old phones.
 */
const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantShape =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** True for an existing day from year 1 to 9999, written `2024-03-15`. */
export function isCalendarDay(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const parts = dayShape.exec(value);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Writes an instant with zone or offset in UTC with milliseconds; undefined when it is none. */
export function canonicalInstant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = instantShape.exec(value);
  if (!parts || !isCalendarDay(parts[1])) return undefined;
  // With milliseconds and in UTC it is written so already; every stored moment passes here several times.
  if (value.length === 24 && value.endsWith('Z')) return value;
  const written = new Date(value).toISOString();
  // Offsets can lead out of the four-digit years, where text order would no longer be time order.
  return written.length === 24 && !written.startsWith('0000') ? written : undefined;
}

/** True for `2024-03-15T06:32:10.123Z`, the form that `canonicalInstant` writes. */
export function isCanonicalInstant(value: unknown): value is string {
  return typeof value === 'string' && canonicalInstant(value) === value;
}
