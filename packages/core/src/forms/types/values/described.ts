/** Says more about a schema without changing the one it was made from. */
import type { TSchema, TSchemaOptions } from 'typebox';

/** A copy with these notes (`title`, `description`, `readOnly`); spreading would lose what TypeBox keeps hidden in it. */
export function described<T extends TSchema>(schema: T, notes: TSchemaOptions): T {
  const copy = Object.create(Object.getPrototypeOf(schema), Object.getOwnPropertyDescriptors(schema));
  return Object.assign(copy, notes);
}
