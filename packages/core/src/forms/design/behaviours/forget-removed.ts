/**
 * When fields leave a form, display rules no longer show them, the list no longer has their column. What asked for
 * their value is left as it was drawn and told: only its designer knows what should hold instead.
 */
import type { FieldProblem } from '../../../base/errors.ts';
import { type Condition, fieldsOf } from '../../../expressions/condition.ts';
import { namesIn } from '../../../expressions/formula-names.ts';
import type { FieldDefinition } from '../../contract.ts';
import { type LayoutNode, nodesOf, type Tab } from '../../layout.ts';
import { designProblem } from '../messages.ts';
import { pathNamed, renamedRules } from '../names.ts';
import {
  allFields,
  type Drawn,
  fieldAt,
  fieldsetOf,
  isSubform,
  type ListRef,
  type PartRef,
  pathOf,
  withField,
} from '../parts.ts';

/** @param gone fields that were in `before` and are not in `after`, by path */
export function forgetRemoved(
  before: Drawn,
  after: Drawn,
  gone: readonly PartRef[],
): { form: Drawn; notes: FieldProblem[] } {
  if (gone.length === 0) return { form: after, notes: [] };
  const isGone = (path: PartRef) => gone.includes(path);
  let form = withoutMentions(after, '', isGone);
  for (const { path, field } of allFields(after.fields))
    if (isSubform(field)) form = withoutMentions(form, path, isGone);
  return { form, notes: stillNamed(before, form, gone) };
}

function withoutMentions(form: Drawn, fieldset: ListRef, isGone: (path: PartRef) => boolean): Drawn {
  const kept = (key: string) => (isGone(pathOf(fieldset, key)) ? undefined : key);
  if (fieldset !== '')
    return withField(form, fieldset, (field) => {
      if (!isSubform(field) || !field.displayRules) return field;
      const displayRules = renamedRules(field.displayRules, (condition) => condition, kept);
      return displayRules === field.displayRules ? field : { ...field, displayRules };
    });
  let next = form;
  if (form.displayRules) {
    const displayRules = renamedRules(form.displayRules, (condition) => condition, kept);
    if (displayRules !== form.displayRules) next = { ...next, displayRules };
  }
  const { titleField, listFields, ...rest } = form.settings ?? {};
  const columns = listFields?.filter((key) => kept(key));
  if ((titleField === undefined || kept(titleField)) && columns?.length === listFields?.length) return next;
  return {
    ...next,
    settings: {
      ...rest,
      ...(titleField !== undefined && kept(titleField) ? { titleField } : {}),
      ...(columns && columns.length > 0 ? { listFields: columns } : {}),
    },
  };
}

/** Conditions and formulas that ask for a field that is gone; the path of each note is the part that asks. */
function stillNamed(before: Drawn, after: Drawn, gone: readonly PartRef[]): FieldProblem[] {
  const notes: FieldProblem[] = [];
  const tell = (by: PartRef, byLabel: string, path: PartRef): void => {
    const field = fieldAt(before, path)?.label ?? path;
    notes.push(designProblem('forms.still-named', { by: byLabel, field }, by));
  };
  for (const { path, field } of allFields(after.fields)) {
    const named = new Set(askedBy(field, fieldsetOf(path)));
    for (const one of gone) if (named.has(one)) tell(path, field.label, one);
  }
  const inLayout = (node: LayoutNode | Tab, label: string): void => {
    const visible = (node as { readonly visible?: Condition }).visible;
    if (!visible) return;
    const named = fieldsOf(visible).map((name) => pathNamed('', name));
    const ref = 'id' in node ? `#${node.id}` : '';
    for (const one of gone) if (named.includes(one)) tell(ref, label, one);
  };
  for (const node of nodesOf(after.layout)) {
    inLayout(node, node.kind === 'section' ? node.title : '');
    if (node.kind === 'tabs') for (const tab of node.tabs) inLayout(tab, tab.title);
  }
  return notes;
}

function askedBy(field: FieldDefinition, fieldset: ListRef): PartRef[] {
  const conditions = [field.required, field.visible, field.readOnly, ...(field.checks ?? []).map(({ rule }) => rule)];
  const asked = conditions
    .filter((condition): condition is Condition => typeof condition === 'object')
    .flatMap(fieldsOf)
    .map((name) => pathNamed(fieldset, name));
  const own = (field as { readonly formula?: unknown }).formula;
  const texts = [field.default && 'formula' in field.default ? field.default.formula : undefined, own];
  const inFormulas = texts.flatMap((text) =>
    typeof text === 'string' ? namesIn(text).flatMap((name) => [pathOf(fieldset, name), name]) : [],
  );
  return [...asked, ...inFormulas];
}
