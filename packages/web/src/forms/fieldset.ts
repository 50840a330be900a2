/** Which fields of a row are seen and demanded, by the same prepared conditions that validation uses. */
import { type CompiledField, compileForm } from '@anshao/core/forms/compile.ts';
import type { FieldOf, FormDefinition, FormValues } from '@anshao/core/forms/contract.ts';

const prepared = new WeakMap<object, readonly CompiledField[]>();

/** The fields of a subform, prepared once per definition. */
export function compiledFields(subform: FieldOf<'subform'>): readonly CompiledField[] {
  let fields = prepared.get(subform);
  if (!fields) {
    const alone: FormDefinition = { id: '', key: 'alone', name: '', fields: [subform] };
    fields = compileForm(alone).fields.byKey.get(subform.key)?.rows?.fields.fields ?? [];
    prepared.set(subform, fields);
  }
  return fields;
}

export function isVisibleIn(field: CompiledField, values: FormValues, parent?: FormValues): boolean {
  return field.isVisible ? field.isVisible({ values, parent: parent && { values: parent } }) : true;
}

export function isRequiredIn(field: CompiledField, values: FormValues, parent?: FormValues): boolean {
  const { isRequired } = field;
  return typeof isRequired === 'function' ? isRequired({ values, parent: parent && { values: parent } }) : isRequired;
}
