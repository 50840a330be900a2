/**
 * What else needs a form, and what of that a change would break. Who the users are is found out by the server; here
 * stands only what follows from it.
 */
import type { FieldProblem } from '../base/errors.ts';
import type { FieldDefinition, Fieldset, FormDefinition, Option } from './contract.ts';
import type { Usage } from './designing.ts';
import { fieldTypeOf } from './registry.ts';

interface Found {
  readonly field: FieldDefinition;
  /** Where it stands in the document: `fields[1].fields[2]`. */
  readonly at: string;
}

/** The field at a path like `items.answer`, or undefined; also in a draft whose subform has no rows yet. */
export function fieldAt(fieldset: Fieldset, path: string, at = ''): Found | undefined {
  const [key = '', ...rest] = path.split('.');
  const fields = fieldset.fields ?? [];
  const index = fields.findIndex((field) => field.key === key);
  const field = fields[index];
  if (!field) return undefined;
  const here = `${at === '' ? '' : `${at}.`}fields[${index}]`;
  if (rest.length === 0) return { field, at: here };
  return field.type === 'subform' ? fieldAt(field, rest.join('.'), here) : undefined;
}

/** Why the next version would leave a user without what it needs; every reason at once. */
export function usageProblems(
  previous: FormDefinition,
  next: FormDefinition,
  usages: readonly Usage[],
): FieldProblem[] {
  return usages.filter(({ isNeeded }) => isNeeded).flatMap((usage) => problemsOf(previous, next, usage));
}

/** Users, also those that could do without, of fields that go, change their type or lose options. */
export function affectedUsages(previous: FormDefinition, next: FormDefinition, usages: readonly Usage[]): Usage[] {
  return usages.filter((usage) => problemsOf(previous, next, usage).length > 0);
}

function problemsOf(previous: FormDefinition, next: FormDefinition, usage: Usage): FieldProblem[] {
  if (usage.field === undefined) return [];
  const before = fieldAt(previous, usage.field)?.field;
  // Not there before either: nothing this publication does.
  if (!before) return [];
  const after = fieldAt(next, usage.field);
  const by = usage.name;
  if (!after)
    return [{ path: 'fields', code: 'forms.field-needed', details: { field: usage.field, label: before.label, by } }];
  const { field, at } = after;
  if (field.type !== before.type)
    return [{ path: `${at}.type`, code: 'forms.field-type-needed', details: { label: field.label, by } }];
  const active = new Set(optionsOf(field).flatMap(({ code, status }) => (status === 'stopped' ? [] : [code])));
  const labels = new Map(optionsOf(before).map(({ code, label }) => [code, label]));
  return (usage.options ?? [])
    .filter((code) => labels.has(code) && !active.has(code))
    .map((code) => ({
      path: `${at}.options`,
      code: 'forms.option-needed',
      details: { option: labels.get(code) ?? code, code, by },
    }));
}

/** A field's own options; those of a tree at every level. */
function optionsOf(field: FieldDefinition): readonly Pick<Option, 'code' | 'label' | 'status'>[] {
  const own = (field as { options?: readonly Option[] }).options;
  if (own) return own;
  return (fieldTypeOf(field).ownChoices?.(field) ?? []).map((choice) => ({ ...choice, status: 'active' as const }));
}

/** Keys of other forms that a form's fields link. */
export function formsLinked(fieldset: Fieldset): string[] {
  return fieldset.fields.flatMap((field) => {
    if (field.type === 'subform') return formsLinked(field);
    if (field.type === 'linkedRecord' || field.type === 'linkedRecords' || field.type === 'backLinks')
      return [field.form];
    return [];
  });
}
