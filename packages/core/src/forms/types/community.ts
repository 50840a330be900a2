/** One community (所属小区). The value is the community's id. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { anyId, idSchema, idValue } from './values/ids.ts';

export const CommunityOptions = Type.Object({
  /** `own`: only communities the person filling the form holds a post in. */
  scope: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('own')])),
});
export type CommunityOptions = Static<typeof CommunityOptions>;

export const community: FieldType<'community', CommunityOptions, string> = {
  ...idValue,
  type: 'community',
  label: { zh: '小区', en: 'Community' },
  group: 'people',
  icon: 'community',
  optionsSchema: CommunityOptions,
  refersTo: 'community',
  starting: () => ({}),
  validator: () => anyId,
  valueSchema: () => idSchema('小区的编号'),
};
