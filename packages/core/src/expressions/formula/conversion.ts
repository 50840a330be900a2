/**
 * From one kind of value to another, as Excel does it, with three differences that people expect of a form: joined to a
 * text a date is `2024-03-15` and not a number, a blank date stays blank, and text becomes a date where a date is wanted.
 *
 * Null stays null and an error stays that error. `sql/conversion.ts` says the same for PostgreSQL.
 */
import { readNumber, writeNumber } from './decimal.ts';
import {
  dayMs,
  dayOfSerial,
  existingDay,
  existingTime,
  fromWall,
  isDay,
  lastDay,
  serialOf,
  toWall,
  writeDay,
  writeTime,
} from './moments.ts';
import type { ScalarType } from './types.ts';
import { type FormulaError, formulaErrors, isError, isTimed, type Scalar, type Timed } from './values.ts';

/** Where and when a formula is evaluated. */
export interface FormulaContext {
  /** `2024-03-15T06:32:10.123Z` */
  readonly now: string;
  /** `2024-03-15`, in the organisation's zone. */
  readonly today: string;
  readonly timeZone: string;
  /** Days of the organisation's calendar, true for a working day; other days follow their weekday. */
  readonly calendar: ReadonlyMap<string, boolean>;
}

export type ScalarKind = ScalarType | 'mixed';
export type Conversion = (value: Scalar, context: FormulaContext) => Scalar;

/** What converts a value of one kind; undefined where there is nothing to do. Which pairs make sense `check.ts` decides. */
export function conversion(from: ScalarKind | 'blank', to: ScalarKind): Conversion | undefined {
  if (from === to || from === 'blank') return undefined;
  if (to === 'mixed')
    return from === 'date' || from === 'dateTime' || from === 'time'
      ? (value) => (typeof value === 'number' ? { kind: from, at: value } : value)
      : undefined;
  const convert = converters[to];
  return from === 'date' || from === 'dateTime' || from === 'time'
    ? (value, context) => (typeof value === 'number' ? convert({ kind: from, at: value }, context) : value)
    : (value, context) => (value === null || isError(value) ? value : convert(value, context));
}

type Present = number | string | boolean | Timed;
const converters: Readonly<Record<ScalarType, (value: Present, context: FormulaContext) => Scalar>> = {
  number: toNumber,
  text: toText,
  boolean: toBoolean,
  date: (value, context) => {
    const moment = toWallMoment(value, context);
    if (typeof moment !== 'number') return moment;
    const days = Math.floor(moment / dayMs);
    return isDay(days) ? days : formulaErrors.number;
  },
  dateTime: (value, context) => {
    if (isTimed(value) && value.kind === 'dateTime') return value.at;
    const moment = toWallMoment(value, context);
    return typeof moment === 'number' ? fromWall(moment, context.timeZone) : moment;
  },
  time: (value, context) => {
    if (isTimed(value) && value.kind === 'time') return value.at;
    const read = typeof value === 'string' ? readMoment(value) : undefined;
    if (read?.seconds !== undefined) return read.seconds;
    const moment = toWallMoment(value, context);
    return typeof moment === 'number' ? Math.floor(moment / 1000) - Math.floor(moment / dayMs) * 86_400 : moment;
  },
};

function toNumber(value: Present, context: FormulaContext): number | FormulaError {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return readNumber(value) ?? formulaErrors.value;
  if (value.kind === 'time') return value.at / 86_400;
  if (value.kind === 'date') return serialOf(value.at);
  const wall = toWall(value.at, context.timeZone);
  const days = Math.floor(wall / dayMs);
  return serialOf(days) + (wall - days * dayMs) / dayMs;
}

function toText(value: Present, context: FormulaContext): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value.kind === 'date') return writeDay(value.at);
  if (value.kind === 'time') return writeTime(value.at);
  const seconds = Math.floor(toWall(value.at, context.timeZone) / 1000);
  const days = Math.floor(seconds / 86_400);
  return `${writeDay(days)} ${writeTime(seconds - days * 86_400)}`;
}

function toBoolean(value: Present): boolean | null | FormulaError {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return true;
  if (value === '') return null;
  if (/^true$/i.test(value)) return true;
  return /^false$/i.test(value) ? false : formulaErrors.value;
}

/** Milliseconds on the wall clock. */
function toWallMoment(value: Present, context: FormulaContext): number | null | FormulaError {
  if (typeof value === 'number') return wallOfSerial(value);
  if (typeof value === 'boolean') return formulaErrors.value;
  if (typeof value === 'string') {
    if (value === '') return null;
    const read = readMoment(value);
    if (read) return read.days === undefined ? formulaErrors.value : read.days * dayMs + (read.seconds ?? 0) * 1000;
    const serial = readNumber(value);
    return serial === undefined ? formulaErrors.value : wallOfSerial(serial);
  }
  if (value.kind === 'date') return value.at * dayMs;
  if (value.kind === 'time') return wallOfSerial(value.at / 86_400);
  return toWall(value.at, context.timeZone);
}

const lastSerial = serialOf(lastDay) + 1;

function wallOfSerial(serial: number): number | FormulaError {
  if (serial < 0 || serial >= lastSerial) return formulaErrors.number;
  const days = Math.floor(serial);
  // To the second, for 0.1 of a day and the like are not exact.
  return dayOfSerial(days) * dayMs + Math.floor((serial - days) * 86_400 + 0.5) * 1000;
}

const time = '([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?';
/** Also used by the database, hence only what both engines read alike. */
export const momentPatterns = {
  yearFirst: `^ *([0-9]{4})(?:-|/|[.]|年)([0-9]{1,2})(?:-|/|[.]|月)([0-9]{1,2})日?(?: +${time})? *$`,
  monthFirst: `^ *([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: +${time})? *$`,
  timeOnly: `^ *${time} *$`,
} as const;
const patterns = {
  yearFirst: new RegExp(momentPatterns.yearFirst),
  monthFirst: new RegExp(momentPatterns.monthFirst),
  timeOnly: new RegExp(momentPatterns.timeOnly),
};

interface WrittenMoment {
  readonly days: number | undefined;
  readonly seconds: number | undefined;
}

/** `2024-03-15`, `2024/3/15 14:30`, `2024年3月15日`, `3/15/2024` or `14:30:05`; undefined for anything else. */
export function readMoment(text: string): WrittenMoment | undefined {
  const alone = patterns.timeOnly.exec(text);
  if (alone) {
    const seconds = writtenTime(alone.slice(1));
    return seconds === undefined ? undefined : { days: undefined, seconds };
  }
  const yearFirst = patterns.yearFirst.exec(text);
  const monthFirst = yearFirst ? null : patterns.monthFirst.exec(text);
  const parts = yearFirst ?? monthFirst;
  if (!parts) return undefined;
  const [a, b, c] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const days = yearFirst ? existingDay(a, b, c) : existingDay(c, a, b);
  const seconds = parts[4] === undefined ? 0 : writtenTime(parts.slice(4));
  return days === undefined || seconds === undefined ? undefined : { days, seconds };
}

function writtenTime([hours, minutes, seconds]: readonly (string | undefined)[]): number | undefined {
  return existingTime(Number(hours), Number(minutes), Number(seconds ?? 0));
}
