/**
 * What publishing a new version changes in the database, as a list of steps that the server shows first and then
 * carries out in one transaction (D2). Nothing is ever dropped: columns and child tables that a version no longer uses
 * are retired with their data, and come back when the field does.
 *
 * A field is its key. Changing a label is a label; changing a key is removing one field and adding another.
 */
import type { FieldProblem } from '../base/errors.ts';
import { joinPath } from '../expressions/problems.ts';
import type { FieldDefinition, Fieldset, FormDefinition } from './contract.ts';
import type { OwnChoice, PgType, Widening } from './field-type.ts';
import { problem } from './messages.ts';
import { tableName } from './naming.ts';
import { fieldTypeOf } from './registry.ts';
import { roomProblems } from './table-room.ts';
import { type ChildTable, type Column, childTable, fieldColumns, formTables, type Subform } from './tables.ts';

/** A column as DDL and its comment need it. */
export interface PlannedColumn extends Column {
  readonly label: string;
}

export type Step =
  | {
      readonly kind: 'createTable';
      readonly table: string;
      readonly label: string;
      readonly columns: readonly PlannedColumn[];
    }
  | {
      readonly kind: 'addChildTable';
      readonly table: string;
      /** The table of the records. */
      readonly parent: string;
      /** For rows within rows: the table of the rows they belong to. */
      readonly within?: string;
      readonly label: string;
      readonly columns: readonly PlannedColumn[];
    }
  | { readonly kind: 'addColumn'; readonly table: string; readonly column: PlannedColumn }
  /** With `how: 'same'` and equal types nothing happens to the column; the step tells people that the type changed. */
  | {
      readonly kind: 'widenColumn';
      readonly table: string;
      readonly column: PlannedColumn;
      readonly from: PgType;
      readonly to: PgType;
      readonly how: Widening;
    }
  | { readonly kind: 'retireColumn'; readonly table: string; readonly column: PlannedColumn }
  | { readonly kind: 'restoreColumn'; readonly table: string; readonly column: PlannedColumn }
  | { readonly kind: 'retireChildTable'; readonly table: string; readonly label: string }
  | { readonly kind: 'restoreChildTable'; readonly table: string; readonly label: string }
  /** Unique (record, column): each preloaded row once. Dropped when rows are free again. */
  | { readonly kind: 'addUniqueRows' | 'dropUniqueRows'; readonly table: string; readonly column: string }
  /** Only names changed: comments of the table (no column) or of a column follow. */
  | {
      readonly kind: 'changeLabel';
      readonly table: string;
      readonly column?: string;
      readonly from: string;
      readonly to: string;
    };

/**
 * A field no version uses any more but whose data is kept: the last definition it had, and for a field of a subform
 * the subform's path (`items`, `items.steps`).
 */
export interface RetiredField {
  readonly subform?: string;
  readonly field: FieldDefinition;
}

export interface PublishPlan {
  readonly steps: readonly Step[];
  /** When there are any, nothing may be carried out. Paths lead into the next definition. */
  readonly problems: readonly FieldProblem[];
  /** What is retired after this publication; keep it and pass it to the next. */
  readonly retired: readonly RetiredField[];
}

/**
 * Plans the way from one version to the next; both must have passed `checkDefinition`.
 * @param previous the version in force, null for the first
 * @param retired what the last plan of this form returned as `retired`
 */
export function planPublish(
  previous: FormDefinition | null,
  next: FormDefinition,
  retired: readonly RetiredField[] = [],
): PublishPlan {
  // A draft begins empty; a form without fields has nothing that anybody could fill in.
  if (next.fields.length === 0) return { steps: [], problems: [problem('fields', 'forms.no-fields')], retired };
  const tables = formTables(next);
  if (!previous) {
    const steps: Step[] = [{ kind: 'createTable', table: tables.name, label: next.name, columns: planned(next) }];
    for (const field of next.fields) if (field.type === 'subform') addChild(steps, next.key, field, undefined);
    return finished({ steps, problems: roomProblems(next, [], steps), retired: [] }, []);
  }
  if (previous.id !== next.id || previous.key !== next.key)
    return { steps: [], problems: [problem('key', 'forms.other-form')], retired };

  const plan: Drafting = { formKey: next.key, table: tables.name, steps: [], problems: [], retired: [...retired] };
  if (previous.name !== next.name)
    plan.steps.push({ kind: 'changeLabel', table: tables.name, from: previous.name, to: next.name });
  compareFieldsets(plan, previous, next, undefined, '');
  const { steps, problems } = plan;
  return finished({ ...plan, problems: [...problems, ...roomProblems(next, plan.retired, steps)] }, retired);
}

/** Nothing is carried out of a plan with problems. */
function finished({ steps, problems, retired }: PublishPlan, before: readonly RetiredField[]): PublishPlan {
  return problems.length > 0 ? { steps: [], problems, retired: before } : { steps, problems, retired };
}

interface Drafting {
  readonly formKey: string;
  readonly table: string;
  readonly steps: Step[];
  readonly problems: FieldProblem[];
  retired: RetiredField[];
}

/** @param child the table of the rows whose fields are compared; undefined for the record's own */
function compareFieldsets(
  plan: Drafting,
  previous: Fieldset,
  next: Fieldset,
  child: ChildTable | undefined,
  path: string,
): void {
  const before = new Map(previous.fields.map((field) => [field.key, field]));
  const after = new Set(next.fields.map((field) => field.key));
  next.fields.forEach((field, index) => {
    const at = joinPath(path, `fields[${index}]`);
    const old = before.get(field.key);
    if (old) compareField(plan, old, field, child, at);
    else addField(plan, field, child, at);
  });
  for (const field of previous.fields) if (!after.has(field.key)) retire(plan, field, child);
}

function compareField(
  plan: Drafting,
  old: FieldDefinition,
  field: FieldDefinition,
  within: ChildTable | undefined,
  at: string,
): void {
  const table = within?.name ?? plan.table;
  if (!hasSameColumns(old, field) && !widen(plan, old, field, table)) {
    const [from, to] = [fieldTypeOf(old).label.zh, fieldTypeOf(field).label.zh];
    // A formula that now gives a date instead of a number is another column under the same type.
    plan.problems.push(problem(`${at}.type`, 'forms.type-change', { label: field.label, from, to }));
    return;
  }
  removedOptions(old, field).forEach((option) => {
    plan.problems.push(problem(`${at}.options`, 'forms.option-removed', { code: option.code, label: option.label }));
  });
  if (field.type === 'subform' && old.type === 'subform') {
    const child = childTable(plan.formKey, field, within);
    if (old.label !== field.label)
      plan.steps.push({ kind: 'changeLabel', table: child.name, from: old.label, to: field.label });
    // Before its columns change: the column may be retired in the same publication.
    const unique = childTable(plan.formKey, old, within).uniqueColumn;
    const isUniqueChanged = unique !== child.uniqueColumn;
    if (unique && isUniqueChanged) plan.steps.push({ kind: 'dropUniqueRows', table: child.name, column: unique });
    compareFieldsets(plan, old, field, child, at);
    if (child.uniqueColumn && isUniqueChanged)
      plan.steps.push({ kind: 'addUniqueRows', table: child.name, column: child.uniqueColumn });
  } else if (old.label !== field.label)
    for (const { name } of fieldColumns(field))
      plan.steps.push({ kind: 'changeLabel', table, column: name, from: old.label, to: field.label });
}

/** The same type, kept in the same columns. */
function hasSameColumns(old: FieldDefinition, field: FieldDefinition): boolean {
  if (old.type !== field.type) return false;
  const [before, after] = [fieldColumns(old), fieldColumns(field)];
  return before.length === after.length && before.every(({ pgType }, index) => pgType === after[index]?.pgType);
}

/** Adds the steps of a change of type that keeps all data; false when there is none. */
function widen(plan: Drafting, old: FieldDefinition, field: FieldDefinition, table: string): boolean {
  const how = old.type === field.type ? undefined : fieldTypeOf(old).widensTo?.[field.type];
  if (!how) return false;
  const from = fieldColumns(old);
  plannedColumns(field).forEach((column, index) => {
    const source = from[index] as Column;
    plan.steps.push({ kind: 'widenColumn', table, column, from: source.pgType, to: column.pgType, how });
  });
  return true;
}

/** A column that nobody used since, or one that is still there from an earlier version. */
function addField(plan: Drafting, field: FieldDefinition, within: ChildTable | undefined, at: string): void {
  const table = within?.name ?? plan.table;
  const kept = plan.retired.find((entry) => entry.subform === within?.subform && entry.field.key === field.key);
  if (!kept) {
    if (field.type === 'subform') addChild(plan.steps, plan.formKey, field, within);
    else for (const column of plannedColumns(field)) plan.steps.push({ kind: 'addColumn', table, column });
    return;
  }
  const old = kept.field;
  if (!hasSameColumns(old, field) && !fieldTypeOf(old).widensTo?.[field.type]) {
    const from = fieldTypeOf(old).label.zh;
    plan.problems.push(problem(`${at}.key`, 'forms.retired-key', { key: field.key, from }));
    return;
  }
  plan.retired = plan.retired.filter((entry) => entry !== kept);
  if (field.type === 'subform')
    plan.steps.push({
      kind: 'restoreChildTable',
      table: childTable(plan.formKey, field, within).name,
      label: old.label,
    });
  else for (const column of plannedColumns(old)) plan.steps.push({ kind: 'restoreColumn', table, column });
  compareField(plan, old, field, within, at);
}

function retire(plan: Drafting, field: FieldDefinition, within: ChildTable | undefined): void {
  const table = within?.name ?? plan.table;
  if (field.type === 'subform')
    plan.steps.push({
      kind: 'retireChildTable',
      table: childTable(plan.formKey, field, within).name,
      label: field.label,
    });
  else for (const column of plannedColumns(field)) plan.steps.push({ kind: 'retireColumn', table, column });
  plan.retired.push(within ? { subform: within.subform, field } : { field });
}

function addChild(steps: Step[], formKey: string, field: Subform, within: ChildTable | undefined): void {
  const child = childTable(formKey, field, within);
  const { name, uniqueColumn } = child;
  steps.push({
    kind: 'addChildTable',
    table: name,
    parent: tableName(formKey),
    ...(within && { within: within.name }),
    label: field.label,
    columns: planned(field),
  });
  if (uniqueColumn) steps.push({ kind: 'addUniqueRows', table: name, column: uniqueColumn });
  for (const inner of field.fields) if (inner.type === 'subform') addChild(steps, formKey, inner, child);
}

function planned(fieldset: Fieldset): PlannedColumn[] {
  return fieldset.fields.flatMap(plannedColumns);
}

function plannedColumns(field: FieldDefinition): PlannedColumn[] {
  return fieldColumns(field).map((column) => ({ ...column, label: field.label }));
}

/** Options that records may hold and that the next version no longer knows. A move to a dictionary is not judged here. */
function removedOptions(old: FieldDefinition, field: FieldDefinition): readonly OwnChoice[] {
  const [before, after] = [ownChoices(old), ownChoices(field)];
  if (before.length === 0 || after.length === 0) return [];
  const codes = new Set(after.map((option) => option.code));
  return before.filter((option) => !codes.has(option.code));
}

function ownChoices(field: FieldDefinition): readonly OwnChoice[] {
  return fieldTypeOf(field).ownChoices?.(field) ?? [];
}
