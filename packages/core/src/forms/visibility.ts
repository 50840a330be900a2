/**
 * In which order the fields of a fieldset can be settled. A field's visibility and read-only state read other fields,
 * and must read what those fields finally hold: an invisible one counts as empty. So fields are settled along these
 * dependencies, and a circle among them has no answer.
 */
import { type Condition, fieldsOf } from '../expressions/condition.ts';
import type { FieldDefinition, Fieldset } from './contract.ts';

/** When a field shows: its own condition and, if display rules name it, at least one of theirs. Undefined: always. */
export function visibilityOf(fieldset: Fieldset, field: FieldDefinition): Condition | undefined {
  const rules = (fieldset.displayRules ?? []).filter((rule) => rule.show.includes(field.key)).map((rule) => rule.when);
  if (rules.length === 0) return field.visible;
  const shown: Condition = { any: rules };
  return field.visible ? { all: [field.visible, shown] } : shown;
}

/** Conditions that decide what a field holds (not whether it must hold something). */
function decidingConditions(fieldset: Fieldset, field: FieldDefinition): Condition[] {
  const visible = visibilityOf(fieldset, field);
  const conditions = visible ? [visible] : [];
  if (typeof field.readOnly === 'object') conditions.push(field.readOnly);
  return conditions;
}

/** Keys of the fieldset that must be settled before this field. */
function dependenciesOf(fieldset: Fieldset, field: FieldDefinition): Set<string> {
  const keys = new Set(decidingConditions(fieldset, field).flatMap(fieldsOf));
  if (field.type === 'subform')
    for (const inner of field.fields)
      for (const path of decidingConditions(field, inner).flatMap(fieldsOf))
        if (path.startsWith('$parent.')) keys.add(path.slice('$parent.'.length));
  return keys;
}

export interface SettlingOrder {
  /** Dependencies first, otherwise as drawn. */
  readonly fields: readonly FieldDefinition[];
  /** Keys of each circle found; empty for a sound fieldset. */
  readonly cycles: readonly (readonly string[])[];
}

export function settlingOrder(fieldset: Fieldset): SettlingOrder {
  const byKey = new Map(fieldset.fields.map((field) => [field.key, field]));
  // Without the index each visit would search all rules again: 300 fields × 300 rules.
  const dependencies = new Map(fieldset.fields.map((field) => [field.key, dependenciesOf(fieldset, field)]));
  const fields: FieldDefinition[] = [];
  const cycles: string[][] = [];
  const settled = new Set<string>();
  const path: string[] = [];
  const visit = (field: FieldDefinition): void => {
    if (settled.has(field.key)) return;
    const start = path.indexOf(field.key);
    if (start >= 0) {
      cycles.push(path.slice(start));
      return;
    }
    path.push(field.key);
    for (const key of dependencies.get(field.key) ?? []) {
      const other = byKey.get(key);
      if (other) visit(other);
    }
    path.pop();
    if (settled.has(field.key)) return;
    settled.add(field.key);
    fields.push(field);
  };
  fieldset.fields.forEach(visit);
  return { fields, cycles };
}
