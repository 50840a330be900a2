/** A whole number (整数): how many of something. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { limitProblems, numberBound, numberProblems, numberSchema, numberValue } from './values/numbers.ts';

export const IntegerOptions = Type.Object({
  min: Type.Optional(Type.Integer({ minimum: -numberBound, maximum: numberBound })),
  max: Type.Optional(Type.Integer({ minimum: -numberBound, maximum: numberBound })),
  unit: Type.Optional(Type.String({ maxLength: 20 })),
});
export type IntegerOptions = Static<typeof IntegerOptions>;

const limitsOf = ({ min, max }: IntegerOptions) => ({ min, max, decimals: 0 });

export const integer: FieldType<'integer', IntegerOptions, number> = {
  ...numberValue,
  type: 'integer',
  label: { zh: '整数', en: 'Whole number' },
  icon: 'integer',
  optionsSchema: IntegerOptions,
  widensTo: { number: 'same' },
  starting: () => ({}),
  checkOptions: limitProblems,
  validator(field) {
    const limits = limitsOf(field);
    return (value) => numberProblems(value, limits);
  },
  valueSchema: (field) => numberSchema(limitsOf(field), field.unit && `单位：${field.unit}`),
};
