/** A percentage (百分比). The value is the fraction: 15% is `0.15`, so that formulas need no division. */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import type { FieldType } from '../field-type.ts';
import { problem } from '../messages.ts';
import { limitProblems, numberProblems, numberSchema, numberValue } from './values/numbers.ts';

/** A million per cent. */
const fractionBound = 10_000;

export const PercentageOptions = Type.Object({
  /** As fractions, like the value. */
  min: Type.Optional(Type.Number({ minimum: -fractionBound, maximum: fractionBound })),
  max: Type.Optional(Type.Number({ minimum: -fractionBound, maximum: fractionBound })),
  /** Digits after the point of the per cent that people see and type; 0 when left out. */
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
});
export type PercentageOptions = Static<typeof PercentageOptions>;

const limitsOf = ({ min = -fractionBound, max = fractionBound, decimals = 0 }: PercentageOptions) => ({
  min,
  max,
  decimals: decimals + 2,
});

export const percentage: FieldType<'percentage', PercentageOptions, number> = {
  ...numberValue,
  type: 'percentage',
  label: { zh: '百分比', en: 'Percentage' },
  icon: 'percentage',
  optionsSchema: PercentageOptions,
  starting: () => ({}),
  checkOptions: limitProblems,
  // 28 / 100 * … leaves 0.28000000000000003; digits beyond what can be typed are noise of the arithmetic.
  normalise: (value) =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= fractionBound
      ? numberValue.normalise(Number(value.toFixed(noiseDigits)))
      : value,
  validator(field) {
    const limits = limitsOf(field);
    return (value) => numberProblems(value, limits).map((found) => asShown(found));
  },
  valueSchema: (field) => numberSchema(limitsOf(field), '以小数表示：15% 写作 0.15'),
};

const noiseDigits = 10;

/** Limits are told as people see them: `15%`, not `0.15`. */
function asShown(found: FieldProblem): FieldProblem {
  const { min, max, decimals } = found.details ?? {};
  if (typeof min === 'number') return problem('', 'forms.too-small', { min: inPercent(min) });
  if (typeof max === 'number') return problem('', 'forms.too-large', { max: inPercent(max) });
  if (typeof decimals !== 'number') return found;
  return decimals === 2 ? problem('', 'forms.not-whole') : problem('', 'forms.too-precise', { decimals: decimals - 2 });
}

function inPercent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(noiseDigits - 2))}%`;
}
