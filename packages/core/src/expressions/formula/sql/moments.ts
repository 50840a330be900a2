/** `moments.ts` for PostgreSQL. Days, milliseconds and seconds are float8; all expressions are total. */
import { momentPatterns } from '../conversion.ts';
import { dayMs, firstDay, lastDay } from '../moments.ts';
import type { SqlName, SqlWriter } from './writer.ts';

/** A value of type date. @param days within the years 1 to 9999 */
export const dateOf = (days: string): string => `(date '1970-01-01' + (${days})::int)`;

export const daysOfDate = (date: string): string => `(${date} - date '1970-01-01')::float8`;

export const isDaySql = (days: string): string => `${days} between ${firstDay} and ${lastDay}`;

/** `dayOf`, null where the month lies outside the years 1 to 9999. */
export function dayOfSql(writer: SqlWriter, year: string, month: string, day: string): string {
  const months = writer.let(`${year} * 12 + ${month} - 1`);
  const first = writer.let(
    `case when ${months} between 12 and 119999
      then ${daysOfDate(`make_date(div(${months}::numeric, 12)::int, mod(${months}::numeric, 12)::int + 1, 1)`)} end`,
  );
  return `(${first} + ${day} - 1)`;
}

/** 1 is Monday, 7 Sunday. */
export const weekdaySql = (days: string): string => `extract(isodow from ${dateOf(days)})::float8`;

/** A timestamp without zone. @param moment milliseconds */
export function timestampOf(moment: string): string {
  const days = `floor(${moment} / ${dayMs})`;
  return `(timestamp 'epoch' + make_interval(days => ${days}::int, secs => (${moment} - ${days} * ${dayMs}) / 1000))`;
}

const milliseconds = (timestamp: string) => `round(extract(epoch from ${timestamp}) * 1000)::float8`;

/** `toWall` */
export function toWallSql(writer: SqlWriter, moment: SqlName): string {
  return milliseconds(
    `(${timestampOf(moment)} at time zone 'UTC' at time zone ${writer.text(writer.context.timeZone)})`,
  );
}

/** `fromWall` */
export function fromWallSql(writer: SqlWriter, wall: SqlName): string {
  return milliseconds(`(${timestampOf(wall)} at time zone ${writer.text(writer.context.timeZone)})`);
}

/** Milliseconds of a column of type timestamptz. */
export const momentOfColumn = milliseconds;

/** `writeDay` */
export const dayTextSql = (days: string): string => `to_char(${dateOf(days)}, 'YYYY-MM-DD')`;

/** `writeTime` */
export function timeTextSql(seconds: string): string {
  const time = `(time '00:00' + make_interval(secs => ${seconds}))`;
  return `case when mod(${seconds}::numeric, 60) = 0 then to_char(${time}, 'HH24:MI') else to_char(${time}, 'HH24:MI:SS') end`;
}

/** Names of the days and the seconds that `readMoment` would read; null where it reads none. */
export function readMomentSql(writer: SqlWriter, text: SqlName): { readonly days: SqlName; readonly seconds: SqlName } {
  const match = (pattern: string) => writer.let(`regexp_match(${text}, '${pattern}')`);
  const alone = match(momentPatterns.timeOnly);
  const yearFirst = match(momentPatterns.yearFirst);
  const monthFirst = match(momentPatterns.monthFirst);
  const part = (year: number, month: number) =>
    writer.let(`coalesce(${yearFirst}[${year}], ${monthFirst}[${month}])::float8`);
  const [year, month, day] = [part(1, 3), part(2, 1), part(3, 2)];
  const first = writer.let(
    `case when ${year} between 1 and 9999 and ${month} between 1 and 12 and ${day} between 1 and 31
      then make_date(${year}::int, ${month}::int, 1) end`,
  );
  const found = writer.let(`${daysOfDate(first)} + ${day} - 1`);
  const isInMonth = `${day} <= extract(day from ${first} + interval '1 month - 1 day')`;
  const clock = (index: number) =>
    writer.let(`coalesce(${alone}[${index}], ${yearFirst}[${index + 3}], ${monthFirst}[${index + 3}])::float8`);
  const [hours, minutes, seconds] = [clock(1), clock(2), clock(3)];
  const time = writer.let(
    `case when ${hours} < 24 and ${minutes} < 60 and coalesce(${seconds}, 0) < 60
      then ${hours} * 3600 + ${minutes} * 60 + coalesce(${seconds}, 0) end`,
  );
  const days = writer.let(`case when ${isInMonth} and (${hours} is null or ${time} is not null) then ${found} end`);
  // A day alone begins at midnight.
  const at = writer.let(
    `case when ${alone} is not null then ${time} when ${days} is not null then coalesce(${time}, 0) end`,
  );
  return { days, seconds: at };
}
