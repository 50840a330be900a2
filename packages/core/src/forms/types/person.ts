/** One person out of the organisation (人员单选, FE-04). The value is the person's id. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { anyId, idSchema, idValue } from './values/ids.ts';
import { PersonScope } from './values/person-scope.ts';

export const PersonOptions = Type.Object({ scope: Type.Optional(PersonScope) });
export type PersonOptions = Static<typeof PersonOptions>;

export const person: FieldType<'person', PersonOptions, string> = {
  ...idValue,
  type: 'person',
  label: { zh: '人员', en: 'Person' },
  group: 'people',
  icon: 'person',
  optionsSchema: PersonOptions,
  refersTo: 'person',
  widensTo: { people: 'listOfOne' },
  starting: () => ({}),
  validator: () => anyId,
  valueSchema: () => idSchema('人员的编号'),
};
