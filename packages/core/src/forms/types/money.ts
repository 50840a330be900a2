/** An amount of money (金额): yuan to the fen unless another currency is named. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { problem } from '../messages.ts';
import { limitProblems, numberProblems, numberSchema, numberValue } from './values/numbers.ts';

/** Within this an amount in fen is a whole number that JavaScript holds exactly. */
const moneyBound = 1e13;

export const currencies = ['CNY', 'HKD', 'MOP', 'TWD', 'USD', 'EUR', 'JPY', 'GBP'] as const;
export type Currency = (typeof currencies)[number];

export const MoneyOptions = Type.Object({
  min: Type.Optional(Type.Number({ minimum: -moneyBound, maximum: moneyBound })),
  max: Type.Optional(Type.Number({ minimum: -moneyBound, maximum: moneyBound })),
  /** ISO 4217; CNY when left out. */
  currency: Type.Optional(Type.Enum([...currencies])),
  /** Shows the amount in capitals (大写) as well; only yuan have them. */
  inWords: Type.Optional(Type.Boolean()),
});
export type MoneyOptions = Static<typeof MoneyOptions>;

const limitsOf = ({ min = -moneyBound, max = moneyBound }: MoneyOptions) => ({ min, max, decimals: 2 });

export const money: FieldType<'money', MoneyOptions, number> = {
  ...numberValue,
  type: 'money',
  label: { zh: '金额', en: 'Amount' },
  icon: 'money',
  optionsSchema: MoneyOptions,
  widensTo: { number: 'same' },
  starting: () => ({}),
  checkOptions: (field) => [
    ...limitProblems(field),
    ...(field.inWords && (field.currency ?? 'CNY') !== 'CNY' ? [problem('inWords', 'forms.words-of-yuan')] : []),
  ],
  validator(field) {
    const limits = limitsOf(field);
    return (value) => numberProblems(value, limits);
  },
  valueSchema: (field) => numberSchema(limitsOf(field), `金额（${field.currency ?? 'CNY'}），最多两位小数`),
};
