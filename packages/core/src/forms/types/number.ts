/** A number with unit (数字). Stored as `numeric`; up to 15 significant digits survive the way there and back. */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

const bound = 1e15;

export const NumberOptions = Type.Object({
  min: Type.Optional(Type.Number({ minimum: -bound, maximum: bound })),
  max: Type.Optional(Type.Number({ minimum: -bound, maximum: bound })),
  /** Digits after the point; 2 when left out. */
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  unit: Type.Optional(Type.String({ maxLength: 20 })),
});
export type NumberOptions = Static<typeof NumberOptions>;

const defaultDecimals = 2;

/** Digits after the point in the shortest decimal that reads back as this number. */
function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}

export const number: FieldType<'number', NumberOptions, number> = {
  type: 'number',
  label: { zh: '数字', en: 'Number' },
  optionsSchema: NumberOptions,
  valueKind: 'number',
  checkOptions: (field) =>
    (field.min ?? -bound) > (field.max ?? bound) ? [problem('min', 'forms.limits-disordered')] : noProblems,
  columns: () => [{ suffix: '', pgType: 'numeric' }],
  normalise: (value) => (value === 0 ? 0 : value),
  isEmpty: (value) => value === null || value === undefined,
  validator(field) {
    const min = field.min ?? -bound;
    const max = field.max ?? bound;
    const decimals = field.decimals ?? defaultDecimals;
    return (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return [problem('', 'forms.wrong-type')];
      const problems: FieldProblem[] = [];
      if (value < min) problems.push(problem('', 'forms.too-small', { min }));
      if (value > max) problems.push(problem('', 'forms.too-large', { max }));
      if (!Number.isInteger(value) && decimalsOf(value) > decimals)
        problems.push(problem('', 'forms.too-precise', { decimals }));
      return problems.length > 0 ? problems : noProblems;
    };
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell === null || cell === undefined ? null : Number(cell)),
};
