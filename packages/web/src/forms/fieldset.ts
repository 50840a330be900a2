/** Which fields of a row are seen and demanded, by the same prepared conditions that validation uses. */
import type { CompiledField, CompiledForm } from '@anshao/core/forms/compile.ts';
import type { FieldOf, FormValues } from '@anshao/core/forms/contract.ts';

/** The fields of a subform of the form. */
export function compiledFields(form: CompiledForm, subform: FieldOf<'subform'>): readonly CompiledField[] {
  return form.fields.byKey.get(subform.key)?.rows?.fields.fields ?? [];
}

export function isVisibleIn(field: CompiledField, values: FormValues, parent?: FormValues): boolean {
  return field.isVisible ? field.isVisible({ values, parent: parent && { values: parent } }) : true;
}

export function isRequiredIn(field: CompiledField, values: FormValues, parent?: FormValues): boolean {
  const { isRequired } = field;
  return typeof isRequired === 'function' ? isRequired({ values, parent: parent && { values: parent } }) : isRequired;
}
