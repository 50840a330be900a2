/** Where formulas stand in a form, without what reads them. */
import type { FieldDefinition, FormDefinition } from './contract.ts';

/** The formula a field gets its value from: always, or until somebody enters one. */
export function formulaOf(field: FieldDefinition): string | undefined {
  if (field.type === 'formula') return field.formula;
  return field.default && 'formula' in field.default ? field.default.formula : undefined;
}

const known = new WeakMap<FormDefinition, boolean>();

/** Whether the form can only be compiled with the engine of formulas (`formulas.ts`). */
export function hasFormulas(definition: FormDefinition): boolean {
  let found = known.get(definition);
  if (found === undefined) {
    found = JSON.stringify(definition).includes('"formula":');
    known.set(definition, found);
  }
  return found;
}
