/** Schemas that every module's contract uses. */
import { type Static, type TObject, type TOptional, type TProperties, type TSchema, Type } from 'typebox';

/** UUIDv7 made by the phone or the server; lower case. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' });
export type Id = Static<typeof Id>;

/** Calendar date `2024-03-15` without time zone; only days that there are. */
export const PlainDate = Type.String({ format: 'date' });
/** Month `2024-03`. */
export const PlainMonth = Type.String({ pattern: '^(?!0000)\\d{4}-(0[1-9]|1[0-2])$' });
/** Instant in ISO 8601 with zone, e.g. `2024-03-15T06:32:10.123Z`. */
export const Instant = Type.String({ format: 'date-time' });
/** Wall-clock time `18:00`. */
export const PlainTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
/** Mainland mobile number. */
export const Mobile = Type.String({ pattern: '^1[3-9]\\d{9}$' });

/**
 * The same object with every property left out at will. The library's own `Partial` brings along an engine for types
 * as large as all our contracts, and a phone loads it before the first page.
 */
export function AllOptional<P extends TProperties>(schema: TObject<P>): TObject<{ [K in keyof P]: TOptional<P[K]> }> {
  const properties = Object.entries(schema.properties).map(([name, one]) => [name, Type.Optional(one as TSchema)]);
  // Entries lose which property has which schema.
  return Type.Object(Object.fromEntries(properties)) as TObject<{ [K in keyof P]: TOptional<P[K]> }>;
}

/** Any number of properties of one kind under names nobody knows beforehand. Not `Type.Record`, for the same reason. */
export function RecordOf<V extends TSchema>(value: V) {
  return Type.Unsafe<Record<string, Static<V>>>(Type.Object({}, { additionalProperties: value }));
}

export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** A page of rows; `next` is an opaque keyset cursor, absent on the last page. */
export function Page<T extends TSchema>(row: T) {
  return Type.Object({ rows: Type.Array(row), next: Type.Optional(Type.String()) });
}

export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
};

/**
 * Marks the schema of a document that users draw. An answer carries it whole, where other answers carry what their
 * schema names and nothing else.
 */
export const document = 'x-document';

export const Done = Type.Object({ ok: Type.Literal(true) });
