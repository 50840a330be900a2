/**
 * An application as one file that people can read and compare: JSON, keys in order, forms as they are drawn. It holds
 * definitions and no records. `digest` is over everything else, so that a file that was cut off or changed by hand is
 * told apart from a whole one.
 */
import { type Static, Type } from 'typebox';
import { Id, RecordOf } from '../base/schemas.ts';
import { FormDefinition, FormKey } from '../forms/contract.ts';
import { FormAccess } from '../forms/designing.ts';

/** Raised when an older program could not read what is written any more. */
export const packageFormat = 1;
/** Bytes a package may have: definitions are small, pictures are not. */
export const packageBytes = 40 * 1024 * 1024;

const strict = { additionalProperties: false };

export const PackagedDictionary = Type.Object(
  {
    key: FormKey,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    entries: Type.Array(
      Type.Object(
        {
          code: Type.String({ minLength: 1, maxLength: 60 }),
          label: Type.String({ minLength: 1, maxLength: 200 }),
          parent: Type.Optional(Type.String({ maxLength: 60 })),
          details: Type.Optional(RecordOf(Type.Unknown())),
        },
        strict,
      ),
      { maxItems: 10_000 },
    ),
  },
  strict,
);
export type PackagedDictionary = Static<typeof PackagedDictionary>;

export const PackagedForm = Type.Object({ definition: FormDefinition, access: Type.Optional(FormAccess) }, strict);
export type PackagedForm = Static<typeof PackagedForm>;

export const Package = Type.Object(
  {
    format: Type.Integer({ minimum: 1 }),
    /** Which program wrote it. */
    writtenBy: Type.String({ maxLength: 60 }),
    app: Type.Object(
      {
        id: Id,
        key: FormKey,
        name: Type.String({ minLength: 1, maxLength: 40 }),
        icon: Type.String({ maxLength: 20 }),
        description: Type.String({ maxLength: 500 }),
        audience: Type.Unknown(),
        menu: Type.Unknown(),
      },
      strict,
    ),
    dictionaries: Type.Array(PackagedDictionary, { maxItems: 200 }),
    forms: Type.Array(PackagedForm, { maxItems: 200 }),
    /** Pictures in layouts, as data, by id. */
    pictures: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Type.String({ maxLength: 200 }),
          mediaType: Type.Enum(['image/png', 'image/jpeg', 'image/webp']),
          base64: Type.String({ maxLength: 2_000_000 }),
        },
        strict,
      ),
      { maxItems: 50 },
    ),
    /** SHA-256 over the canonical JSON of everything else, hex. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  strict,
);
export type Package = Static<typeof Package>;
