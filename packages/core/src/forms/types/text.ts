/** Text of one line (单行文本, FE-07). */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { cleanLine } from '../clean-text.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { compilePattern, patternRefusal, patternTextLimit } from '../safe-pattern.ts';
import { textProblem } from '../text-length.ts';
import { textFormatNames, textFormats } from './values/text-formats.ts';
import { textSchema, textValue } from './values/texts.ts';

export const TextOptions = Type.Object({
  /** In code points; 200 when left out. */
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  minLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** A check from the library instead of a pattern of one's own; both may be given, then both must hold. */
  format: Type.Optional(Type.Enum([...textFormatNames])),
  /** Regular expression over the whole text, from the safe subset of `safe-pattern.ts`. */
  pattern: Type.Optional(Type.String({ maxLength: 200 })),
  /** What to tell whoever misses the pattern: "请填写 11 位手机号". */
  patternHint: Type.Optional(Type.String({ maxLength: 100 })),
  placeholder: Type.Optional(Type.String({ maxLength: 100 })),
  /** May be filled by scanning a QR or bar code. */
  scan: Type.Optional(Type.Boolean()),
});
export type TextOptions = Static<typeof TextOptions>;

export const defaultTextLength = 200;

export const text: FieldType<'text', TextOptions, string> = {
  ...textValue,
  type: 'text',
  label: { zh: '单行文本', en: 'Text' },
  group: 'text',
  icon: 'text',
  optionsSchema: TextOptions,
  widensTo: { multiline: 'same' },
  starting: () => ({}),
  checkOptions(field) {
    const problems: FieldProblem[] = [];
    if ((field.minLength ?? 0) > (field.maxLength ?? defaultTextLength))
      problems.push(problem('minLength', 'forms.limits-disordered'));
    if (field.pattern === undefined) return problems;
    if ((field.maxLength ?? defaultTextLength) > patternTextLimit)
      problems.push(problem('maxLength', 'forms.pattern-length', { max: patternTextLimit }));
    const reason = patternRefusal(field.pattern);
    if (reason) problems.push(problem('pattern', 'forms.unsafe-pattern', { reason }));
    return problems;
  },
  normalise(value, { format }) {
    if (typeof value !== 'string') return value;
    return format ? textFormats[format].normalise(value) : cleanLine(value);
  },
  validator(field) {
    const min = field.minLength ?? 0;
    const max = field.maxLength ?? defaultTextLength;
    const format = field.format && textFormats[field.format];
    const pattern = field.pattern === undefined ? undefined : compilePattern(field.pattern);
    const hint = field.patternHint ?? '格式不正确';
    return (value, _context, previous) => {
      const found = textProblem(value, min, max);
      if (found) return [found];
      // A record from before the field had a format keeps what it has; there may be nobody left to ask.
      if (format && value !== previous && !format.isValid(value as string)) return [problem('', format.problem)];
      // Length was checked above, and `checkOptions` keeps it within what a pattern may cost.
      if (pattern && !pattern.test(value as string)) return [problem('', 'forms.pattern', { hint })];
      return noProblems;
    };
  },
  valueSchema: ({ minLength, maxLength = defaultTextLength, format, pattern, patternHint }) =>
    textSchema({
      minLength,
      maxLength,
      ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }),
      ...(format ? { description: textFormats[format].label.zh } : patternHint ? { description: patternHint } : {}),
    }),
};
