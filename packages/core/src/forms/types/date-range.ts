/** Days from one to another, both included (日期区间): a stoppage, a warranty. Without an end only where that is allowed. */
import { type Static, Type } from 'typebox';
import { isCalendarDay } from '../../base/calendar-day.ts';
import { Nullable, PlainDate } from '../../base/schemas.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { isBlank } from './values/texts.ts';

export const DateRangeOptions = Type.Object({
  /** The end may be left out: "until further notice". */
  openEnd: Type.Optional(Type.Boolean()),
  /** Both days counted; an open range is not measured. */
  maxDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
});
export type DateRangeOptions = Static<typeof DateRangeOptions>;

export interface DateRange {
  readonly from: string;
  readonly to: string | null;
}

const known = new Set(['from', 'to']);

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
const dayOrNull = (value: unknown): unknown => (isBlank(trimmed(value)) ? null : trimmed(value));

function isDateRange(value: unknown): value is DateRange {
  if (typeof value !== 'object' || value === null || !Object.keys(value).every((key) => known.has(key))) return false;
  const { from, to } = value as Record<string, unknown>;
  return isCalendarDay(from) && (to === null || isCalendarDay(to));
}

/** Both days counted: from a day to itself is 1. */
export function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;
}

export const dateRange: FieldType<'dateRange', DateRangeOptions, DateRange> = {
  type: 'dateRange',
  label: { zh: '日期区间', en: 'Date range' },
  group: 'time',
  icon: 'date-range',
  optionsSchema: DateRangeOptions,
  valueKind: 'opaque',
  starting: () => ({}),
  columns: () => [
    { suffix: 'from', pgType: 'date' },
    { suffix: 'to', pgType: 'date' },
  ],
  normalise(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const given = value as Record<string, unknown>;
    // With anything else inside it is not a range; leave it for the validator to refuse.
    if (!Object.keys(given).every((key) => known.has(key))) return value;
    return { from: dayOrNull(given.from), to: dayOrNull(given.to) };
  },
  isEmpty(value) {
    if (value === null || value === undefined) return true;
    const { from, to } = value as Record<string, unknown>;
    return from === null && to === null;
  },
  validator: (field) => (value) => {
    if (!isDateRange(value)) return [problem('', 'forms.wrong-type')];
    const { from, to } = value;
    if (to === null) return field.openEnd ? noProblems : [problem('', 'forms.range-open')];
    if (to < from) return [problem('', 'forms.range-reversed')];
    const count = daysIn(from, to);
    const { maxDays: max } = field;
    return max !== undefined && count > max ? [problem('', 'forms.range-long', { max, count })] : noProblems;
  },
  toColumns: (value) => (value ? [value.from, value.to] : [null, null]),
  fromColumns: ([from, to]) =>
    from === null || from === undefined ? null : { from: from as string, to: (to ?? null) as string | null },
  valueSchema: ({ openEnd }) =>
    Type.Object(
      { from: PlainDate, to: openEnd ? Nullable(PlainDate) : PlainDate },
      { additionalProperties: false, description: openEnd ? '起止日期均计入，to 为空表示未定' : '起止日期均计入' },
    ),
};
