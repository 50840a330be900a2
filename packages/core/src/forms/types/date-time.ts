/**
 * A moment (日期时间, FE-03), kept in UTC with milliseconds. With `stamp` it is the server's time, and nobody can set
 * or change it: the phone's own clock can be wrong by days.
 */
import { type Static, Type } from 'typebox';
import { canonicalInstant, isCanonicalInstant } from '../../base/calendar-day.ts';
import type { FieldProblem } from '../../base/errors.ts';
import { Instant } from '../../base/schemas.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { described } from './values/described.ts';
import { textValue } from './values/texts.ts';

export const DateTimeOptions = Type.Object({
  /** How fine it is shown and picked; the stored moment is not rounded. */
  precision: Type.Optional(Type.Union([Type.Literal('minute'), Type.Literal('second')])),
  /** The moment the record was begun on the server, or last sent in. */
  stamp: Type.Optional(Type.Union([Type.Literal('created'), Type.Literal('submitted')])),
  notBeforeNow: Type.Optional(Type.Boolean()),
  notAfterNow: Type.Optional(Type.Boolean()),
});
export type DateTimeOptions = Static<typeof DateTimeOptions>;

export const dateTime: FieldType<'dateTime', DateTimeOptions, string> = {
  ...textValue,
  type: 'dateTime',
  label: { zh: '日期时间', en: 'Date and time' },
  group: 'time',
  icon: 'date-time',
  optionsSchema: DateTimeOptions,
  valueKind: 'dateTime',
  starting: () => ({}),
  isSetBySystem: (field) => field.stamp !== undefined,
  systemValue({ stamp }, context, stored) {
    if (stamp === 'created') return stored ?? context.now;
    return stamp === 'submitted' ? context.now : undefined;
  },
  columns: () => [{ suffix: '', pgType: 'timestamptz' }],
  normalise: (value) => (typeof value === 'string' ? (canonicalInstant(value.trim()) ?? value.trim()) : value),
  validator: (field) => (value, context, previous) => {
    if (!isCanonicalInstant(value)) return [problem('', 'forms.wrong-type')];
    if (value === previous) return noProblems;
    const problems: FieldProblem[] = [];
    const now = canonicalInstant(context.now) ?? context.now;
    if (field.notBeforeNow && value < now) problems.push(problem('', 'forms.too-early', { earliest: now }));
    if (field.notAfterNow && value > now) problems.push(problem('', 'forms.too-late', { latest: now }));
    return problems.length > 0 ? problems : noProblems;
  },
  fromColumns: ([cell]) => {
    if (cell === null || cell === undefined) return null;
    // PostgreSQL writes `2024-03-15 06:32:10.123+00`; both that and a Date go through Date.
    return (cell instanceof Date ? cell : new Date(String(cell))).toISOString();
  },
  valueSchema: () => described(Instant, { description: '含时区的时刻，返回时为 UTC，精确到毫秒' }),
};
