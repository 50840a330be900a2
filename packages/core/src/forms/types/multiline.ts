/** Text of several lines, with phrases to tap instead of typing (文本意见, FE-10). */
import { type Static, Type } from 'typebox';
import { cleanText } from '../clean-text.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textProblem } from '../text-length.ts';
import { textSchema, textValue } from './values/texts.ts';

export const MultilineOptions = Type.Object({
  /** In code points; 2,000 when left out. */
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  minLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  phrases: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 })),
  placeholder: Type.Optional(Type.String({ maxLength: 200 })),
});
export type MultilineOptions = Static<typeof MultilineOptions>;

export const defaultMultilineLength = 2000;

export const multiline: FieldType<'multiline', MultilineOptions, string> = {
  ...textValue,
  type: 'multiline',
  label: { zh: '多行文本', en: 'Long text' },
  group: 'text',
  icon: 'multiline',
  optionsSchema: MultilineOptions,
  starting: () => ({}),
  checkOptions: (field) =>
    (field.minLength ?? 0) > (field.maxLength ?? defaultMultilineLength)
      ? [problem('minLength', 'forms.limits-disordered')]
      : noProblems,
  normalise: (value) => (typeof value === 'string' ? cleanText(value) : value),
  validator(field) {
    const min = field.minLength ?? 0;
    const max = field.maxLength ?? defaultMultilineLength;
    return (value) => {
      const found = textProblem(value, min, max);
      return found ? [found] : noProblems;
    };
  },
  valueSchema: ({ minLength, maxLength = defaultMultilineLength }) => textSchema({ minLength, maxLength }),
};
