/**
 * A number that the system gives each record (编号): `YH{yyyy}{MM}-{0000}` → `YH202403-0017`. The server counts, for only
 * it sees all records; a phone without signal shows the number once the record has arrived.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { cleanLine, isUnsafeText } from '../clean-text.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textProblem } from '../text-length.ts';
import { textSchema, textValue } from './values/texts.ts';

export const SerialOptions = Type.Object({
  /** Text with parts in braces: `{yyyy}`, `{yy}`, `{MM}`, `{dd}`, and one counter of as many zeros as digits: `{0000}`. */
  pattern: Type.String({ minLength: 1, maxLength: 60 }),
  /** When the counter begins again at 1; never when left out. */
  resets: Type.Optional(Type.Enum(['never', 'year', 'month', 'day'])),
});
export type SerialOptions = Static<typeof SerialOptions>;

const dateParts = ['yyyy', 'yy', 'MM', 'dd'] as const;
export type SerialDatePart = (typeof dateParts)[number];

export type SerialPart =
  | { readonly literal: string }
  | { readonly date: SerialDatePart }
  /** More records than the digits can tell make the number longer, not wrong. */
  | { readonly counter: number }
  /** Something in braces that means nothing; `checkOptions` refuses it. */
  | { readonly unknown: string };

/** The parts of a pattern in order; what stands outside braces is literal. */
export function serialParts(pattern: string): SerialPart[] {
  return pattern
    .split(/(\{[^{}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece): SerialPart => {
      if (!/^\{.*\}$/s.test(piece)) return /[{}]/.test(piece) ? { unknown: piece } : { literal: piece };
      const inner = piece.slice(1, -1);
      const date = dateParts.find((part) => part === inner);
      if (date) return { date };
      return /^0{1,12}$/.test(inner) ? { counter: inner.length } : { unknown: piece };
    });
}

/**
 * The number as it is written.
 * @param localDate the community's calendar day on which the record was filed, `2024-03-15`
 * @param number counted from 1 within `serialPeriod`
 */
export function formatSerial(field: SerialOptions, localDate: string, number: number): string {
  const date: Record<SerialDatePart, string> = {
    yyyy: localDate.slice(0, 4),
    yy: localDate.slice(2, 4),
    MM: localDate.slice(5, 7),
    dd: localDate.slice(8, 10),
  };
  return serialParts(field.pattern)
    .map((part) => {
      if ('literal' in part) return part.literal;
      if ('date' in part) return date[part.date];
      return 'counter' in part ? String(number).padStart(part.counter, '0') : part.unknown;
    })
    .join('');
}

/** Within what the counter runs: `''` for ever, `2024`, `2024-03` or `2024-03-15`. */
export function serialPeriod({ resets = 'never' }: SerialOptions, localDate: string): string {
  return localDate.slice(0, { never: 0, year: 4, month: 7, day: 10 }[resets]);
}

/** What must stand in the pattern so that no number comes twice after the counter began anew. */
const neededParts = { never: [], year: ['yy'], month: ['yy', 'MM'], day: ['yy', 'MM', 'dd'] } as const;

const known = [...dateParts, '0000'].map((part) => `{${part}}`).join(' ');
const longest = 100;

export const serial: FieldType<'serial', SerialOptions, string> = {
  ...textValue,
  type: 'serial',
  label: { zh: '编号', en: 'Serial number' },
  group: 'system',
  icon: 'serial',
  optionsSchema: SerialOptions,
  starting: () => ({ pattern: '{yyyy}{MM}{dd}-{0000}', resets: 'day' }),
  isSetBySystem: () => true,
  checkOptions({ pattern, resets = 'never' }) {
    if (isUnsafeText(pattern) || cleanLine(pattern) !== pattern) return [problem('pattern', 'forms.unsafe-characters')];
    const problems: FieldProblem[] = [];
    const parts = serialParts(pattern);
    for (const part of parts)
      if ('unknown' in part) problems.push(problem('pattern', 'forms.serial-part', { part: part.unknown, known }));
    if (parts.filter((part) => 'counter' in part).length !== 1)
      problems.push(problem('pattern', 'forms.serial-counter', { example: '{0000}' }));
    const dates = new Set(parts.flatMap((part) => ('date' in part ? [part.date === 'yyyy' ? 'yy' : part.date] : [])));
    const missing = neededParts[resets].filter((part) => !dates.has(part));
    if (missing.length > 0)
      problems.push(
        problem('resets', 'forms.serial-repeats', {
          parts: missing.map((part) => (part === 'yy' ? '{yyyy}' : `{${part}}`)).join(' '),
        }),
      );
    return problems.length > 0 ? problems : noProblems;
  },
  validator: () => (value) => {
    const found = textProblem(value, 0, longest);
    return found ? [found] : noProblems;
  },
  valueSchema: ({ pattern }) => textSchema({ maxLength: longest, description: `由系统按 ${pattern} 编号` }),
};
