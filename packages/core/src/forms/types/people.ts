/** Several people out of the organisation (人员多选, FE-04). The value lists their ids, each once. */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { idListProblems, idsSchema, idsValue, normaliseIds } from './values/ids.ts';
import { PersonScope } from './values/person-scope.ts';

const most = 200;

export const PeopleOptions = Type.Object({
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
  /** 200 when left out. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
  scope: Type.Optional(PersonScope),
});
export type PeopleOptions = Static<typeof PeopleOptions>;

const limitsOf = ({ min = 1, max = most }: PeopleOptions) => ({ min, max });

export const people: FieldType<'people', PeopleOptions, readonly string[]> = {
  ...idsValue,
  type: 'people',
  label: { zh: '人员多选', en: 'People' },
  group: 'people',
  icon: 'people',
  optionsSchema: PeopleOptions,
  refersTo: 'person',
  starting: () => ({}),
  checkOptions(field) {
    const { min, max } = limitsOf(field);
    return min > max ? [problem('min', 'forms.limits-disordered')] : noProblems;
  },
  // Also for the default "whoever fills it".
  normalise: normaliseIds,
  validator(field) {
    const limits = limitsOf(field);
    return (value) => idListProblems(value, limits);
  },
  valueSchema: (field) => idsSchema(limitsOf(field), '人员的编号'),
};
