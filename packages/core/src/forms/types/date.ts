/** A calendar day (日期), without time zone: `2024-03-15`. */
import { type Static, Type } from 'typebox';
import { isCalendarDay } from '../../base/calendar-day.ts';
import type { FieldProblem } from '../../base/errors.ts';
import { PlainDate } from '../../base/schemas.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textValue } from './values/texts.ts';

/** A fixed day, or the community's day at the time of filling. */
const Bound = Type.String({ pattern: '^(today|\\d{4}-\\d{2}-\\d{2})$' });

export const DateOptions = Type.Object({
  earliest: Type.Optional(Bound),
  latest: Type.Optional(Bound),
});
export type DateOptions = Static<typeof DateOptions>;

export const date: FieldType<'date', DateOptions, string> = {
  ...textValue,
  type: 'date',
  label: { zh: '日期', en: 'Date' },
  group: 'time',
  icon: 'date',
  optionsSchema: DateOptions,
  valueKind: 'date',
  starting: () => ({}),
  checkOptions(field) {
    const problems: FieldProblem[] = [];
    for (const side of ['earliest', 'latest'] as const) {
      const day = field[side];
      if (day !== undefined && day !== 'today' && !isCalendarDay(day))
        problems.push(problem(side, 'forms.definition-malformed', { reason: day }));
    }
    const { earliest, latest } = field;
    if (earliest && latest && earliest !== 'today' && latest !== 'today' && earliest > latest)
      problems.push(problem('earliest', 'forms.limits-disordered'));
    return problems;
  },
  columns: () => [{ suffix: '', pgType: 'date' }],
  normalise: (value) => (typeof value === 'string' ? value.trim() : value),
  validator: (field) => (value, context) => {
    if (!isCalendarDay(value)) return [problem('', 'forms.wrong-type')];
    const problems: FieldProblem[] = [];
    const earliest = field.earliest === 'today' ? context.today : field.earliest;
    const latest = field.latest === 'today' ? context.today : field.latest;
    if (earliest && value < earliest) problems.push(problem('', 'forms.too-early', { earliest }));
    if (latest && value > latest) problems.push(problem('', 'forms.too-late', { latest }));
    return problems.length > 0 ? problems : noProblems;
  },
  valueSchema: () => PlainDate,
};
