/**
 * In which order the fields of a fieldset can be settled. A field's visibility and read-only state read other fields,
 * and must read what those fields finally hold: an invisible one counts as empty. Formulas read other fields likewise.
 * So fields are settled along these dependencies, and a circle among them has no answer.
 */
import { type Condition, fieldsOf } from '../expressions/condition.ts';
import { namesIn } from '../expressions/formula-names.ts';
import type { FieldDefinition, Fieldset } from './contract.ts';
import { formulaOf } from './formula-places.ts';
import { type Layout, surroundingConditions } from './layout.ts';
import { sourcesOf } from './links.ts';

/** A form or a subform; only a form has a layout. */
type Arranged = Fieldset & { readonly layout?: Layout };

/** When each field shows; fields that always do are left out. */
export function visibilities(fieldset: Arranged): ReadonlyMap<string, Condition> {
  const byRules = new Map<string, Condition[]>();
  for (const rule of fieldset.displayRules ?? [])
    for (const key of rule.show) byRules.set(key, [...(byRules.get(key) ?? []), rule.when]);
  const around = surroundingConditions(fieldset);
  const found = new Map<string, Condition>();
  for (const { key, visible } of fieldset.fields) {
    const rules = byRules.get(key);
    // Its own condition, all sections around it, and, if display rules name it, at least one of theirs.
    const all = [...(visible ? [visible] : []), ...(around.get(key) ?? []), ...(rules ? [{ any: rules }] : [])];
    if (all.length > 0) found.set(key, all.length === 1 ? (all[0] as Condition) : { all });
  }
  return found;
}

/** What must be known before a field holds its value (not whether it must hold one), as paths. */
function readBy(field: FieldDefinition, visible: Condition | undefined): string[] {
  const paths = visible ? fieldsOf(visible) : [];
  if (typeof field.readOnly === 'object') paths.push(...fieldsOf(field.readOnly));
  const formula = formulaOf(field);
  if (formula !== undefined) paths.push(...namesIn(formula));
  if (field.type === 'lookup') paths.push(field.link);
  return paths;
}

/** Keys of the fieldset that must be settled before this field. */
function dependenciesOf(field: FieldDefinition, visible: Condition | undefined): Set<string> {
  const keys = new Set<string>();
  // A column of a subform is read only once its rows are settled.
  for (const path of readBy(field, visible)) keys.add(path.split('.')[0] as string);
  if (field.type === 'subform') for (const path of readAbove(field)) keys.add(path.split('.')[0] as string);
  return keys;
}

const up = '$parent.';

/** What the rows of a subform read of the fieldset around it, as paths there. */
function readAbove(subform: Extract<FieldDefinition, { type: 'subform' }>): string[] {
  const visible = visibilities(subform);
  return subform.fields.flatMap((inner) => {
    // Rows of rows read through their own row: `$parent.$parent.answer` there is `$parent.answer` here.
    const read = [...readBy(inner, visible.get(inner.key)), ...(inner.type === 'subform' ? readAbove(inner) : [])];
    return read.filter((path) => path.startsWith(up)).map((path) => path.slice(up.length));
  });
}

export interface SettlingOrder {
  /** Dependencies first, otherwise as drawn. */
  readonly fields: readonly FieldDefinition[];
  /** Keys of each circle found; empty for a sound fieldset. */
  readonly cycles: readonly (readonly string[])[];
}

export function settlingOrder(fieldset: Arranged): SettlingOrder {
  const byKey = new Map(fieldset.fields.map((field) => [field.key, field]));
  const visible = visibilities(fieldset);
  const sources = sourcesOf(fieldset);
  const dependencies = new Map(
    fieldset.fields.map((field) => {
      const read = dependenciesOf(field, visible.get(field.key));
      const source = sources.get(field.key);
      // Only a read-only field takes what the link fills in at the end; where people may change it, nothing waits.
      if (source && field.readOnly) read.add(source.link);
      return [field.key, read];
    }),
  );
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
