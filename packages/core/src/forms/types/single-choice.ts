/** One of several options (单选、下拉框, FE-08, FE-13). The value is the option's code. */
import { type Static, Type } from 'typebox';
import { checkChoiceSource, choiceSource, choicesOf, codeProblem } from '../choices.ts';
import { cleanLine } from '../clean-text.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

export const SingleChoiceOptions = Type.Object(choiceSource);
export type SingleChoiceOptions = Static<typeof SingleChoiceOptions>;

export const singleChoice: FieldType<'singleChoice', SingleChoiceOptions, string> = {
  type: 'singleChoice',
  label: { zh: '单选', en: 'Single choice' },
  optionsSchema: SingleChoiceOptions,
  valueKind: 'text',
  widensTo: { multipleChoice: 'listOfOne' },
  checkOptions: checkChoiceSource,
  columns: () => [{ suffix: '', pgType: 'text' }],
  normalise: (value) => (typeof value === 'string' ? cleanLine(value) : value),
  isEmpty: (value) => value === null || value === undefined || value === '',
  validator(field) {
    const choicesIn = choicesOf(field);
    return (value, context, previous) => {
      const choices = choicesIn(context);
      if (!choices) return [problem('', 'forms.dictionary-missing', { dictionary: field.dictionary })];
      const found = codeProblem(value, '', choices, value === previous);
      return found ? [found] : noProblems;
    };
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as string | null,
};
