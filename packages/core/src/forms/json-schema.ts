/**
 * The values of a form as JSON Schema: for the OpenAPI document of the records interface, for clients, and for whoever
 * fills a form by program. What decides about a value is `validate`; a schema cannot know conditions, dictionaries or
 * stored values, so it says which shape a value has and no more.
 */
import { type TObject, type TSchema, Type } from 'typebox';
import { Id, Nullable } from '../base/schemas.ts';
import type { FieldDefinition, Fieldset } from './contract.ts';
import { fieldTypeOf } from './registry.ts';
import { described } from './types/values/described.ts';

/** One value of a field, not empty. */
export function fieldSchema(field: FieldDefinition): TSchema {
  return fieldTypeOf(field).valueSchema(field, rowSchema);
}

/**
 * The values of one record. Every field may be missing or null, for a draft lacks some and an invisible field has none;
 * fields that only the system sets are marked `readOnly`.
 */
export function recordSchema(fieldset: Fieldset): TObject {
  return Type.Object(propertiesOf(fieldset), { additionalProperties: false });
}

function rowSchema(fieldset: Fieldset): TObject {
  return Type.Object({ _id: Type.Optional(rowId), ...propertiesOf(fieldset) }, { additionalProperties: false });
}

const rowId = described(Id, { description: '行的编号；不填则视为新行' });

function propertiesOf(fieldset: Fieldset): Record<string, TSchema> {
  return Object.fromEntries(
    fieldset.fields.map((field) => {
      const isSetBySystem = fieldTypeOf(field).isSetBySystem?.(field) ?? false;
      const said = { title: field.label, ...(isSetBySystem ? { readOnly: true } : {}) };
      return [field.key, Type.Optional(described(Nullable(fieldSchema(field)), said))];
    }),
  );
}
