/** What formulas of a drawn form may name, and what their names are called when the formula goes to another form. */
import { bindName } from '../../expressions/formula/names.ts';
import { writeLabels, writeName } from '../../expressions/formula/print.ts';
import type { FormulaScope } from '../../expressions/formula/types.ts';
import type { FieldDefinition, Fieldset, FormDefinition } from '../contract.ts';
import { formulaScope } from '../formulas.ts';
import { renamedCondition, renamedField, rewritten } from './names.ts';
import { type CalledField, fieldAt, fieldsetOf, isSubform, type ListRef, pathOf } from './parts.ts';

/** What a formula standing in a fieldset of the draft may name. */
export function scopeIn(form: FormDefinition, fieldset: ListRef): FormulaScope {
  const levels: Fieldset[] = [];
  for (let at = fieldset; at !== ''; at = fieldsetOf(at)) {
    const field = fieldAt(form, at);
    if (isSubform(field)) levels.push(field);
  }
  const [first, ...around] = [...levels, form];
  return formulaScope([first ?? form, ...around]);
}

/** How the fields that formulas of these fields read are called in this form, for wherever they are unknown. */
export function calledIn(form: FormDefinition, fieldset: ListRef, fields: readonly FieldDefinition[]): CalledField[] {
  const called = new Map<string, CalledField>();
  withFormulas(form, fieldset, fields, (text, scope) =>
    rewritten(text, (first, column) => {
      const name = column === undefined ? first : `${first}.${column}`;
      const found = bindName(name.split('.'), 'key', scope);
      if ('binding' in found) {
        const { subform, field } = found.binding;
        called.set(name, { name, labels: [...(subform ? [subform.label] : []), field.label] });
      }
      return undefined;
    }),
  );
  return [...called.values()];
}

/**
 * Fields from another form with the names that this form does not know: the field of the same label where there is
 * one, otherwise the label itself, so that what is told about the formula names what people know.
 */
export function calledHere(
  form: FormDefinition,
  fieldset: ListRef,
  fields: readonly FieldDefinition[],
  called: readonly CalledField[],
): readonly FieldDefinition[] {
  const labelsOf = new Map(called.map(({ name, labels }) => [name, labels]));
  return withFormulas(form, fieldset, fields, (text, scope) =>
    rewritten(text, (first, column) => {
      const name = column === undefined ? first : `${first}.${column}`;
      const labels = labelsOf.get(name);
      if (!labels || 'binding' in bindName(name.split('.'), 'key', scope)) return undefined;
      const found = bindName(labels, 'label', scope);
      return 'binding' in found ? writeName(found.binding, scope, 'key') : writeLabels(labels);
    }),
  );
}

/** Fields with each of their formulas put through `change`, those of rows in them as well. */
function withFormulas(
  form: FormDefinition,
  fieldset: ListRef,
  fields: readonly FieldDefinition[],
  change: (text: string, scope: FormulaScope) => string,
): readonly FieldDefinition[] {
  const scope = scopeIn(form, fieldset);
  const formula = (text: string) => change(text, scope);
  return fields.map((field) => {
    const own = renamedField(
      field,
      (condition) => renamedCondition(condition, (name) => name, formula),
      formula,
      (key) => key,
    );
    if (!isSubform(own)) return own;
    return { ...own, fields: withFormulas(form, pathOf(fieldset, own.key), own.fields, change) } as FieldDefinition;
  });
}
