/** Values of a record between the version of the form it was filled in with and the one of today. */
import type { FieldDefinition, Fieldset, FormValues } from './contract.ts';
import { fieldTypeOf } from './registry.ts';
import { asRow } from './rows-from.ts';

/** What a version still has a field for, in rows as well; a row keeps what it is known by. */
export function knownValues(fieldset: Fieldset, values: FormValues): FormValues {
  return ofFields(fieldset, values, knownValues, (_, value) => value);
}

/**
 * The values as an older version drew them. Tables follow the type of today: what was one choice then and may be
 * several now is stored as a list of one, which the older version would show as nothing.
 * @param fieldset of the version the record was filled in with
 */
export function valuesAsFilled(fieldset: Fieldset, values: FormValues): FormValues {
  return ofFields(fieldset, values, valuesAsFilled, (field, value) =>
    isOneOf(field) && Array.isArray(value) && value.length < 2 ? (value[0] ?? null) : value,
  );
}

function ofFields(
  fieldset: Fieldset,
  values: FormValues,
  ofRow: (fieldset: Fieldset, row: FormValues) => FormValues,
  ofValue: (field: FieldDefinition, value: unknown) => unknown,
): FormValues {
  const known: Record<string, unknown> = { ...(values['_id'] !== undefined && { _id: values['_id'] }) };
  for (const field of fieldset.fields) {
    const value = values[field.key];
    if (value === undefined) continue;
    known[field.key] =
      field.type === 'subform' && Array.isArray(value)
        ? value.map((row) => ofRow(field, asRow(row) ?? {}))
        : ofValue(field, value);
  }
  return known;
}

/** Of a type that may later become a list of what it is. */
function isOneOf(field: FieldDefinition): boolean {
  return Object.values(fieldTypeOf(field).widensTo ?? {}).includes('listOfOne');
}
