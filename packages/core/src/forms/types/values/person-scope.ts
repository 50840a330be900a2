/** Which people a field offers, and whom the server accepts: seen from the record's community (FE-04). */
import { type Static, Type } from 'typebox';
import { Id } from '../../../base/schemas.ts';

export const PersonScope = Type.Object(
  {
    within: Type.Union([Type.Literal('everyone'), Type.Literal('company'), Type.Literal('community')]),
    /** Only people holding a post with one of these roles. */
    roles: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 50 })),
    /** Only people of these departments and of those below them. */
    departments: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true })),
    /** Only people on duty at the moment of choosing. */
    onDuty: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PersonScope = Static<typeof PersonScope>;
