/**
 * Whether what a form says about other forms is so: that they are there, have the fields it names, and hold what it
 * expects. Apart from `checkDefinition`, which needs nothing but the definition.
 */
import type { FieldProblem } from '../base/errors.ts';
import { checkCondition } from '../expressions/check-condition.ts';
import type { ValueKind } from '../expressions/condition.ts';
import { below, joinPath } from '../expressions/problems.ts';
import type { FieldDefinition, Fieldset, FormDefinition } from './contract.ts';
import { isLink } from './links.ts';
import { problem } from './messages.ts';
import type { FieldOf } from './registry.ts';
import { fieldTypeOf } from './registry.ts';
import { unset } from './types/values/links.ts';
import { kindOfResult, type ResultKind } from './types/values/results.ts';

/** Published forms by key; the form that is checked stands for itself. */
export type FormsAround = ReadonlyMap<string, FormDefinition>;

/**
 * @param form passed `checkDefinition`
 * @returns problems with paths into the definition
 */
export function checkLinks(form: FormDefinition, around: FormsAround): FieldProblem[] {
  const all = new Map([...around, [form.key, form]]);
  return fieldsetProblems(form, form, all, '');
}

function fieldsetProblems(form: FormDefinition, fieldset: Fieldset, all: FormsAround, path: string): FieldProblem[] {
  return fieldset.fields.flatMap((field, index) => {
    const at = joinPath(path, `fields[${index}]`);
    if (field.type === 'subform') return fieldsetProblems(form, field, all, at);
    return below(at, fieldProblems(form, fieldset, field, all));
  });
}

function fieldProblems(
  form: FormDefinition,
  fieldset: Fieldset,
  field: FieldDefinition,
  all: FormsAround,
): FieldProblem[] {
  switch (field.type) {
    case 'linkedRecord':
      return [...linkProblems(field, all), ...fillProblems(field, fieldset, all.get(field.form))];
    case 'linkedRecords':
      return linkProblems(field, all);
    case 'backLinks':
      return backLinkProblems(form, field, all.get(field.form));
    case 'lookup':
      return lookupProblems(field, fieldset, all);
    case 'rollup':
      return rollupProblems(form, field, fieldset, all);
    default:
      return [];
  }
}

function noForm(key: string): FieldProblem[] {
  return [problem('form', key === unset ? 'forms.choose-form' : 'forms.no-form', { form: key })];
}

function unlessThere(target: Fieldset, key: string | undefined, path: string): FieldProblem[] {
  return key === undefined || fieldOf(target, key) ? [] : [problem(path, 'forms.no-linked-field', { field: key })];
}

function fieldOf(fieldset: Fieldset, key: string): FieldDefinition | undefined {
  return fieldset.fields.find((field) => field.key === key);
}

function linkProblems(field: FieldOf<'linkedRecord'> | FieldOf<'linkedRecords'>, all: FormsAround): FieldProblem[] {
  const target = all.get(field.form);
  if (!target) return noForm(field.form);
  const scanField = field.type === 'linkedRecord' ? field.scanField : undefined;
  return [
    ...(field.details ?? []).flatMap((key, index) => unlessThere(target, key, `details[${index}]`)),
    ...unlessThere(target, scanField, 'scanField'),
    ...(field.filter ? below('filter', checkCondition(field.filter, kindsOf(target))) : []),
  ];
}

function fillProblems(
  field: FieldOf<'linkedRecord'>,
  fieldset: Fieldset,
  target: FormDefinition | undefined,
): FieldProblem[] {
  return (field.fills ?? []).flatMap(({ from, to }, index) => {
    const at = `fills[${index}]`;
    if (from === unset) return [problem(`${at}.from`, 'forms.choose-linked-field')];
    if (to === unset) return [problem(`${at}.to`, 'forms.choose-goal')];
    if (!target) return [];
    const [source, goal] = [fieldOf(target, from), fieldOf(fieldset, to)];
    if (!source) return [problem(`${at}.from`, 'forms.no-linked-field', { field: from })];
    if (!goal || goal.key === field.key) return [problem(`${at}.to`, 'forms.rule-field', { field: to })];
    if (!canBeFilled(goal)) return [problem(`${at}.to`, 'forms.cannot-be-filled', { field: goal.label })];
    return canFill(source, goal) ? [] : [problem(at, 'forms.cannot-fill', { from: source.label, to: goal.label })];
  });
}

/** A person could write there: not what the system sets or works out, not whole rows, and nobody signs for another. */
export function canBeFilled(goal: FieldDefinition): boolean {
  const type = fieldTypeOf(goal);
  return !type.computed && !type.isSetBySystem?.(goal) && goal.type !== 'subform' && goal.type !== 'signature';
}

/** What one field holds the other can take: the same type, or both the same kind of plain value. */
export function canFill(source: FieldDefinition, goal: FieldDefinition): boolean {
  if (!canBeFilled(goal)) return false;
  if (source.type === goal.type) return true;
  const [from, to] = [fieldTypeOf(source), fieldTypeOf(goal)];
  const isPlain = ['text', 'number', 'date', 'dateTime', 'boolean'].includes(kindOf(goal));
  // A choice takes only its own codes; texts take what anybody wrote.
  const isFree = to.ownChoices === undefined && !to.sealed && !from.sealed;
  return isPlain && isFree && kindOf(source) === kindOf(goal) && from.refersTo === to.refersTo;
}

function backLinkProblems(
  form: FormDefinition,
  field: FieldOf<'backLinks'>,
  other: FormDefinition | undefined,
): FieldProblem[] {
  if (!other) return noForm(field.form);
  if (field.field === unset) return [problem('field', 'forms.choose-linked-field')];
  const link = fieldOf(other, field.field);
  return link && isLink(link) && link.form === form.key
    ? []
    : [problem('field', 'forms.no-link-back', { form: other.name, field: field.field })];
}

function lookupProblems(field: FieldOf<'lookup'>, fieldset: Fieldset, all: FormsAround): FieldProblem[] {
  const link = fieldOf(fieldset, field.link);
  if (link?.type !== 'linkedRecord') return [problem('link', 'forms.choose-link', { field: field.link })];
  if (field.field === unset) return [problem('field', 'forms.choose-linked-field')];
  const target = all.get(link.form);
  if (!target) return [];
  const source = fieldOf(target, field.field);
  if (!source) return [problem('field', 'forms.no-linked-field', { field: field.field })];
  if (fieldTypeOf(source).sealed) return [problem('field', 'forms.settings-field', { field: source.label })];
  return shownKind(source) === field.result ? [] : [problem('result', 'forms.wrong-result', { field: source.label })];
}

function rollupProblems(
  form: FormDefinition,
  field: FieldOf<'rollup'>,
  fieldset: Fieldset,
  all: FormsAround,
): FieldProblem[] {
  const link = fieldOf(fieldset, field.link);
  if (link?.type !== 'linkedRecords' && link?.type !== 'backLinks')
    return [problem('link', 'forms.choose-links', { field: field.link })];
  const target = link.form === form.key ? form : all.get(link.form);
  if (!target) return [];
  const problems = field.where ? below('where', checkCondition(field.where, kindsOf(target))) : [];
  if (field.field === undefined)
    return field.result === 'number' ? problems : [...problems, problem('result', 'forms.wrong-result', { field: '' })];
  const source = fieldOf(target, field.field);
  if (!source) return [...problems, problem('field', 'forms.no-linked-field', { field: field.field })];
  const kind = kindOf(source);
  const isOrdered = field.function === 'smallest' || field.function === 'greatest';
  const fits = isOrdered ? ['number', 'date', 'dateTime'].includes(kind) : kind === 'number';
  if (!fits) problems.push(problem('field', 'forms.cannot-roll-up', { field: source.label }));
  else if (kindOfResult(field.result) !== kind)
    problems.push(problem('result', 'forms.wrong-result', { field: source.label }));
  return problems;
}

function kindOf(field: FieldDefinition): ValueKind {
  const type = fieldTypeOf(field);
  return type.kindOf?.(field) ?? type.valueKind;
}

/** What a look-up of the field shows. Names and labels are texts, lists too. */
export function shownKind(field: FieldDefinition): ResultKind {
  const kind = kindOf(field);
  return kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'dateTime' ? kind : 'text';
}

function kindsOf(form: FormDefinition): (path: string) => ValueKind | undefined {
  const kinds = new Map(
    form.fields.filter((field) => field.type !== 'subform').map((field) => [field.key, kindOf(field)]),
  );
  return (path) => kinds.get(path);
}
