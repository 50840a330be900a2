/**
 * A time of day on the wall (时间): `08:30`, or `08:30:15` where seconds count. Kept as text: it orders as text, and
 * belongs to no day and no zone.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { compactLine, textValue } from './values/texts.ts';

const Bound = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

export const TimeOptions = Type.Object({
  seconds: Type.Optional(Type.Boolean()),
  /** To the minute, both included. */
  earliest: Type.Optional(Bound),
  latest: Type.Optional(Bound),
});
export type TimeOptions = Static<typeof TimeOptions>;

const shape = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

export const time: FieldType<'time', TimeOptions, string> = {
  ...textValue,
  type: 'time',
  label: { zh: '时间', en: 'Time' },
  group: 'time',
  icon: 'time',
  optionsSchema: TimeOptions,
  formulaType: () => 'time',
  starting: () => ({}),
  checkOptions: ({ earliest, latest }) =>
    earliest && latest && earliest > latest ? [problem('earliest', 'forms.limits-disordered')] : noProblems,
  normalise(value, field) {
    if (typeof value !== 'string') return value;
    const text = compactLine(value);
    const parts = shape.exec(text);
    if (!parts) return text;
    const [, hours = '', minutes = '', seconds = '00'] = parts;
    const toMinute = `${hours.padStart(2, '0')}:${minutes}`;
    // Seconds that say something are not dropped silently; the validator refuses them where none are wanted.
    return field.seconds || seconds !== '00' ? `${toMinute}:${seconds}` : toMinute;
  },
  validator: (field) => (value, _context, previous) => {
    // Seconds may have been asked for when the record was made.
    if (value === previous) return noProblems;
    if (typeof value !== 'string' || !shape.test(value) || value.length !== (field.seconds ? 8 : 5))
      return [problem('', 'forms.wrong-type')];
    const problems: FieldProblem[] = [];
    const { earliest, latest } = field;
    if (earliest && value < earliest) problems.push(problem('', 'forms.too-early', { earliest }));
    if (latest && value > (field.seconds ? `${latest}:00` : latest))
      problems.push(problem('', 'forms.too-late', { latest }));
    return problems.length > 0 ? problems : noProblems;
  },
  valueSchema: ({ seconds }) =>
    Type.String({
      pattern: seconds ? '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$' : '^([01]\\d|2[0-3]):[0-5]\\d$',
      description: seconds ? '时:分:秒，24 小时制' : '时:分，24 小时制',
    }),
};
