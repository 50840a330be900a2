/**
 * A moment (日期时间, FE-03), kept in UTC with milliseconds. "Server time the user cannot change" needs nothing more:
 * `readOnly: true` with `default: { from: 'now' }`.
 */
import { type Static, Type } from 'typebox';
import { canonicalInstant, isCanonicalInstant } from '../../base/calendar-day.ts';
import type { FieldProblem } from '../../base/errors.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

export const DateTimeOptions = Type.Object({
  /** How fine it is shown and picked; the stored moment is not rounded. */
  precision: Type.Optional(Type.Union([Type.Literal('minute'), Type.Literal('second')])),
  notBeforeNow: Type.Optional(Type.Boolean()),
  notAfterNow: Type.Optional(Type.Boolean()),
});
export type DateTimeOptions = Static<typeof DateTimeOptions>;

export const dateTime: FieldType<'dateTime', DateTimeOptions, string> = {
  type: 'dateTime',
  label: { zh: '日期时间', en: 'Date and time' },
  optionsSchema: DateTimeOptions,
  valueKind: 'dateTime',
  columns: () => [{ suffix: '', pgType: 'timestamptz' }],
  normalise: (value) => (typeof value === 'string' ? (canonicalInstant(value.trim()) ?? value.trim()) : value),
  isEmpty: (value) => value === null || value === undefined || value === '',
  validator: (field) => (value, context, previous) => {
    if (!isCanonicalInstant(value)) return [problem('', 'forms.wrong-type')];
    if (value === previous) return noProblems;
    const problems: FieldProblem[] = [];
    const now = canonicalInstant(context.now) ?? context.now;
    if (field.notBeforeNow && value < now) problems.push(problem('', 'forms.too-early', { earliest: now }));
    if (field.notAfterNow && value > now) problems.push(problem('', 'forms.too-late', { latest: now }));
    return problems.length > 0 ? problems : noProblems;
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => {
    if (cell === null || cell === undefined) return null;
    // PostgreSQL writes `2024-03-15 06:32:10.123+00`; both that and a Date go through Date.
    return (cell instanceof Date ? cell : new Date(String(cell))).toISOString();
  },
};
