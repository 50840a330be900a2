/** Text of one line (单行文本). */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { cleanLine } from '../clean-text.ts';
import type { FieldType } from '../field-type.ts';
import { noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { compilePattern, patternRefusal, patternTextLimit } from '../safe-pattern.ts';
import { textProblem } from '../text-length.ts';

export const TextOptions = Type.Object({
  /** In code points; 200 when left out. */
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  minLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** Regular expression over the whole text, from the safe subset of `safe-pattern.ts`. */
  pattern: Type.Optional(Type.String({ maxLength: 200 })),
  /** What to tell whoever misses the pattern: "请填写 11 位手机号". */
  patternHint: Type.Optional(Type.String({ maxLength: 100 })),
  placeholder: Type.Optional(Type.String({ maxLength: 100 })),
});
export type TextOptions = Static<typeof TextOptions>;

export const defaultTextLength = 200;

export const text: FieldType<'text', TextOptions, string> = {
  type: 'text',
  label: { zh: '单行文本', en: 'Text' },
  optionsSchema: TextOptions,
  valueKind: 'text',
  widensTo: { multiline: 'same' },
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
  columns: () => [{ suffix: '', pgType: 'text' }],
  normalise: (value) => (typeof value === 'string' ? cleanLine(value) : value),
  isEmpty: (value) => value === null || value === undefined || value === '',
  validator(field) {
    const min = field.minLength ?? 0;
    const max = field.maxLength ?? defaultTextLength;
    const pattern = field.pattern === undefined ? undefined : compilePattern(field.pattern);
    const hint = field.patternHint ?? '格式不正确';
    return (value) => {
      const found = textProblem(value, min, max);
      if (found) return [found];
      // Length was checked above, and `checkOptions` keeps it within what a pattern may cost.
      if (pattern && !pattern.test(value as string)) return [problem('', 'forms.pattern', { hint })];
      return noProblems;
    };
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as string | null,
};
