/** One of several options (单选、下拉框, FE-08, FE-13). The value is the option's code. */
import { type Static, Type } from 'typebox';
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
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textValue } from './values/texts.ts';

export const SingleChoiceOptions = Type.Object(choiceSource);
export type SingleChoiceOptions = Static<typeof SingleChoiceOptions>;

export const singleChoice: FieldType<'singleChoice', SingleChoiceOptions, string> = {
  ...textValue,
  type: 'singleChoice',
  label: { zh: '单选', en: 'Single choice' },
  group: 'choice',
  icon: 'single-choice',
  optionsSchema: SingleChoiceOptions,
  widensTo: { multipleChoice: 'listOfOne' },
  checkOptions: checkChoiceSource,
  starting: () => ({ options: startingOptions() }),
  ownChoices: (field) => field.options,
  reading: labelling,
  scoring,
  validator(field) {
    const choicesIn = choicesOf(field);
    return (value, context, previous) => {
      const choices = choicesIn(context);
      if (!choices) return [problem('', 'forms.dictionary-missing', { dictionary: field.dictionary })];
      const found = codeProblem(value, '', choices, value === previous);
      return found ? [found] : noProblems;
    };
  },
  valueSchema: (field) => codeSchema(field),
};
