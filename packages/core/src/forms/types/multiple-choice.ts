/** Several of several options (多选). The value lists codes, each once, in the order they were chosen. */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import {
  checkChoiceSource,
  choiceSource,
  choicesOf,
  codeProblem,
  codeSchema,
  labelling,
  scoring,
  startingOptions,
} from '../choices.ts';
import { cleanLine } from '../clean-text.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { isEmptyList } from './values/ids.ts';

export const MultipleChoiceOptions = Type.Object({
  ...choiceSource,
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
export type MultipleChoiceOptions = Static<typeof MultipleChoiceOptions>;

const mostCodes = 500;

export const multipleChoice: FieldType<'multipleChoice', MultipleChoiceOptions, readonly string[]> = {
  type: 'multipleChoice',
  label: { zh: '多选', en: 'Multiple choice' },
  group: 'choice',
  icon: 'multiple-choice',
  optionsSchema: MultipleChoiceOptions,
  valueKind: 'texts',
  starting: () => ({ options: startingOptions() }),
  ownChoices: (field) => field.options,
  reading: labelling,
  scoring,
  checkOptions: (field) => [
    ...checkChoiceSource(field),
    ...((field.min ?? 0) > (field.max ?? mostCodes) ? [problem('min', 'forms.limits-disordered')] : []),
  ],
  columns: () => [{ suffix: '', pgType: 'text[]' }],
  normalise(value) {
    if (Array.isArray(value)) return value.map((code) => (typeof code === 'string' ? cleanLine(code) : code));
    if (typeof value !== 'string') return value;
    // One code is a list of one: a phone may still know the field as 单选.
    const code = cleanLine(value);
    return code === '' ? [] : [code];
  },
  isEmpty: isEmptyList,
  validator(field) {
    const choicesIn = choicesOf(field);
    const { min = 0, max = mostCodes } = field;
    return (value, context, previous) => {
      if (!Array.isArray(value)) return [problem('', 'forms.wrong-type')];
      const choices = choicesIn(context);
      if (!choices) return [problem('', 'forms.dictionary-missing', { dictionary: field.dictionary })];
      const problems: FieldProblem[] = [];
      if (value.length < min) problems.push(problem('', 'forms.too-few', { min, count: value.length }));
      if (value.length > max) problems.push(problem('', 'forms.too-many', { max, count: value.length }));
      // More than any field may allow: refused as a whole, so that a million codes are not a million problems.
      if (value.length > mostCodes) return problems;
      const kept = new Set<unknown>(Array.isArray(previous) ? previous : []);
      const seen = new Set<unknown>();
      value.forEach((code: unknown, index) => {
        const path = `[${index}]`;
        const found = seen.has(code)
          ? problem(path, 'forms.repeated')
          : codeProblem(code, path, choices, kept.has(code));
        seen.add(code);
        if (found) problems.push(found);
      });
      return problems.length > 0 ? problems : noProblems;
    };
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as readonly string[] | null,
  valueSchema: (field) =>
    Type.Array(codeSchema(field), {
      minItems: Math.max(field.min ?? 1, 1),
      maxItems: field.max ?? mostCodes,
      uniqueItems: true,
    }),
};
