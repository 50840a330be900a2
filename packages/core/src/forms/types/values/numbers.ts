/**
 * What all fields whose value is a number share. Every number is stored as `numeric`, so that a wider type never
 * rewrites a table; up to 15 significant digits survive the way there and back.
 */
import { Type } from 'typebox';
import type { FieldProblem } from '../../../base/errors.ts';
import { type FieldType, noProblems } from '../../field-type.ts';
import { problem } from '../../messages.ts';

/** The largest amount on either side of zero. */
export const numberBound = 1e15;

/** Spread into a type that says only what is its own. */
export const numberValue = {
  group: 'number',
  valueKind: 'number',
  columns: () => [{ suffix: '', pgType: 'numeric' }],
  // JSON knows no negative zero.
  normalise: (value: unknown): unknown => (value === 0 ? 0 : value),
  isEmpty: (value: unknown) => value === null || value === undefined,
  toColumns: (value: unknown) => [value],
  fromColumns: ([cell]: readonly unknown[]) => (cell === null || cell === undefined ? null : Number(cell)),
} satisfies Partial<FieldType<string, object, number>>;

export interface NumberLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly decimals: number;
}

export function numberProblems(value: unknown, limits: NumberLimits): readonly FieldProblem[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [problem('', 'forms.wrong-type')];
  const { min = -numberBound, max = numberBound, decimals } = limits;
  const problems: FieldProblem[] = [];
  if (value < min) problems.push(problem('', 'forms.too-small', { min }));
  if (value > max) problems.push(problem('', 'forms.too-large', { max }));
  if (!Number.isInteger(value) && decimalsOf(value) > decimals)
    problems.push(decimals === 0 ? problem('', 'forms.not-whole') : problem('', 'forms.too-precise', { decimals }));
  return problems.length > 0 ? problems : noProblems;
}

/** Minimum above maximum, for the designer. */
export function limitProblems(field: { readonly min?: number; readonly max?: number }): readonly FieldProblem[] {
  const { min = -numberBound, max = numberBound } = field;
  return min > max ? [problem('min', 'forms.limits-disordered')] : noProblems;
}

export function numberSchema({ min, max, decimals }: NumberLimits, description?: string) {
  const said = {
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(description === undefined ? {} : { description }),
  };
  return decimals === 0 ? Type.Integer(said) : Type.Number(said);
}

/** Digits after the point in the shortest decimal that reads back as this number. */
function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}
