/**
 * Which people, places, files and other records the values of a record name, found by what field types say about themselves: so
 * that a context can be loaded, and files be tied to their record, without knowing any form.
 */
import type { FieldDefinition, Fieldset, FormValues } from './contract.ts';
import type { FieldType } from './field-type.ts';
import { isId, normaliseId } from './ids.ts';
import { fieldTypeOf } from './registry.ts';
import { asRow } from './rows-from.ts';

export interface Reference {
  /** Path without row numbers, as `FormContext.references` has it: `items.photos`. */
  readonly path: string;
  readonly field: FieldDefinition;
  readonly to: NonNullable<FieldType['refersTo']>;
  readonly ids: ReadonlySet<string>;
}

/** One entry for each field that names anything. Takes values as received too: what is no id is passed over. */
export function referencesIn(fieldset: Fieldset, values: FormValues): Reference[] {
  return collect(fieldset, [values], '');
}

/** Fields that name something, and subforms with such fields; found once for each published fieldset. */
const naming = new WeakMap<Fieldset, readonly FieldDefinition[]>();

function namingFields(fieldset: Fieldset): readonly FieldDefinition[] {
  let known = naming.get(fieldset);
  if (!known) {
    known = fieldset.fields.filter((field) =>
      field.type === 'subform' ? namingFields(field).length > 0 : fieldTypeOf(field).refersTo !== undefined,
    );
    naming.set(fieldset, known);
  }
  return known;
}

function collect(fieldset: Fieldset, records: readonly FormValues[], prefix: string): Reference[] {
  return namingFields(fieldset).flatMap((field): Reference[] => {
    const path = prefix + field.key;
    const held = records.map((record) => (Object.hasOwn(record, field.key) ? record[field.key] : undefined));
    if (field.type === 'subform') {
      const rows = held.flatMap((value) =>
        Array.isArray(value) ? value.map(asRow).filter((row) => row !== undefined) : [],
      );
      return collect(field, rows, `${path}.`);
    }
    const { refersTo: to, virtual: isVirtual } = fieldTypeOf(field);
    if (!to || isVirtual) return [];
    const ids = new Set(held.flat().map(normaliseId).filter(isId));
    return ids.size > 0 ? [{ path, field, to, ids }] : [];
  });
}
