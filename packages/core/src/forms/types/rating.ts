/** A number of stars (评分): 1 to `max`. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { numberProblems, numberSchema, numberValue } from './values/numbers.ts';

export const RatingOptions = Type.Object({
  /** How many there are to give; 5 when left out. */
  max: Type.Optional(Type.Integer({ minimum: 2, maximum: 10 })),
});
export type RatingOptions = Static<typeof RatingOptions>;

const limitsOf = ({ max = 5 }: RatingOptions) => ({ min: 1, max, decimals: 0 });

export const rating: FieldType<'rating', RatingOptions, number> = {
  ...numberValue,
  type: 'rating',
  label: { zh: '评分', en: 'Rating' },
  icon: 'star',
  optionsSchema: RatingOptions,
  widensTo: { integer: 'same', number: 'same' },
  starting: () => ({}),
  validator(field) {
    const limits = limitsOf(field);
    return (value) => numberProblems(value, limits);
  },
  valueSchema: (field) => numberSchema(limitsOf(field), '几颗星'),
};
