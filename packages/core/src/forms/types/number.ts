/** A number with unit (数字). */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { limitProblems, numberBound, numberProblems, numberSchema, numberValue } from './values/numbers.ts';

export const NumberOptions = Type.Object({
  min: Type.Optional(Type.Number({ minimum: -numberBound, maximum: numberBound })),
  max: Type.Optional(Type.Number({ minimum: -numberBound, maximum: numberBound })),
  /** Digits after the point; 2 when left out. */
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  unit: Type.Optional(Type.String({ maxLength: 20 })),
});
export type NumberOptions = Static<typeof NumberOptions>;

export const defaultDecimals = 2;
const limitsOf = ({ min, max, decimals = defaultDecimals }: NumberOptions) => ({ min, max, decimals });

export const number: FieldType<'number', NumberOptions, number> = {
  ...numberValue,
  type: 'number',
  label: { zh: '数字', en: 'Number' },
  icon: 'number',
  optionsSchema: NumberOptions,
  starting: () => ({}),
  checkOptions: limitProblems,
  validator(field) {
    const limits = limitsOf(field);
    return (value) => numberProblems(value, limits);
  },
  valueSchema: (field) => numberSchema(limitsOf(field), field.unit && `单位：${field.unit}`),
};
