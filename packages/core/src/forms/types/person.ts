/** One person out of the organisation (人员单选, FE-04). The value is the person's id. */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { isId, normaliseId } from '../ids.ts';
import { problem } from '../messages.ts';

export const PersonOptions = Type.Object({
  /** Whom the picker offers, and whom the server accepts: seen from the record's community. */
  scope: Type.Optional(
    Type.Object(
      {
        within: Type.Union([Type.Literal('everyone'), Type.Literal('company'), Type.Literal('community')]),
        /** Only people holding a post with one of these roles. */
        roles: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 50 })),
      },
      { additionalProperties: false },
    ),
  ),
});
export type PersonOptions = Static<typeof PersonOptions>;

export const person: FieldType<'person', PersonOptions, string> = {
  type: 'person',
  label: { zh: '人员', en: 'Person' },
  optionsSchema: PersonOptions,
  valueKind: 'id',
  refersTo: 'person',
  columns: () => [{ suffix: '', pgType: 'uuid' }],
  normalise: normaliseId,
  isEmpty: (value) => value === null || value === undefined || value === '',
  validator: () => (value) => (isId(value) ? noProblems : [problem('', 'forms.wrong-type')]),
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as string | null,
};
