/** Every field type, one line each. The designer's library, validation, tables and conditions read only this list. */
import type { FieldType, FieldWith } from './field-type.ts';
import { community } from './types/community.ts';
import { date } from './types/date.ts';
import { dateTime } from './types/date-time.ts';
import { files } from './types/files.ts';
import { location } from './types/location.ts';
import { multiline } from './types/multiline.ts';
import { multipleChoice } from './types/multiple-choice.ts';
import { number } from './types/number.ts';
import { person } from './types/person.ts';
import { photos } from './types/photos.ts';
import { singleChoice } from './types/single-choice.ts';
import { subform } from './types/subform.ts';
import { text } from './types/text.ts';

export const fieldTypes = {
  text,
  multiline,
  number,
  date,
  dateTime,
  singleChoice,
  multipleChoice,
  photos,
  files,
  person,
  community,
  location,
  subform,
};

type Registry = typeof fieldTypes;
export type FieldTypeName = keyof Registry;

type OptionsOf<T> = T extends FieldType<string, infer Options, infer _Value> ? Options : never;
/** A field of one type: `FieldOf<'number'>`. */
export type FieldOf<Name extends FieldTypeName> = FieldWith<Name, OptionsOf<Registry[Name]>>;
/** Any field; narrow it by `type`. */
export type FieldDefinition = { [Name in FieldTypeName]: FieldOf<Name> }[FieldTypeName];

/** The type of that name, or undefined; names come from documents, so `constructor` must not find anything. */
export function findFieldType(name: string): FieldType | undefined {
  // The engine hands a type only fields of that type; the union of all types cannot say so.
  return Object.hasOwn(fieldTypes, name) ? (fieldTypes[name as FieldTypeName] as unknown as FieldType) : undefined;
}

/** The type of a field of a checked definition. Throws when there is none. */
export function fieldTypeOf(field: FieldDefinition): FieldType {
  const type = findFieldType(field.type);
  if (!type) throw new Error(`Unknown field type ${String(field.type)}`);
  return type;
}
