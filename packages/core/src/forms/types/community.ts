/** One community (所属小区). The value is the community's id. */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { isId, normaliseId } from '../ids.ts';
import { problem } from '../messages.ts';

export const CommunityOptions = Type.Object({
  /** `own`: only communities the person filling the form holds a post in. */
  scope: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('own')])),
});
export type CommunityOptions = Static<typeof CommunityOptions>;

export const community: FieldType<'community', CommunityOptions, string> = {
  type: 'community',
  label: { zh: '小区', en: 'Community' },
  optionsSchema: CommunityOptions,
  valueKind: 'id',
  refersTo: 'community',
  columns: () => [{ suffix: '', pgType: 'uuid' }],
  normalise: normaliseId,
  isEmpty: (value) => value === null || value === undefined || value === '',
  validator: () => (value) => (isId(value) ? noProblems : [problem('', 'forms.wrong-type')]),
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as string | null,
};
