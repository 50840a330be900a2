/**
 * Settling and checking the values of one record. Two passes: first every field gets its final value, in the order of
 * dependencies; then all fields are checked against the final values, in the order as drawn.
 */
import type { FieldProblem } from '../base/errors.ts';
import type { Predicate, Scope } from '../expressions/evaluate.ts';
import { joinPath } from '../expressions/problems.ts';
import { cleanLine } from './clean-text.ts';
import type { CompiledField, CompiledFieldset } from './compile.ts';
import type { DefaultValue, FormContext, FormValues } from './contract.ts';
import { normaliseId } from './ids.ts';
import { problem } from './messages.ts';
import { asRow, preloadedRows, type RowsFrom } from './types/subform.ts';

export interface Prepared {
  readonly values: FormValues;
  readonly problems: readonly FieldProblem[];
}

export function prepareRecord(fields: CompiledFieldset, values: unknown, context: FormContext): Prepared {
  const input = asRow(values);
  if (!input) return { values: {}, problems: [problem('', 'forms.wrong-type')] };
  const problems: FieldProblem[] = [];
  const run: Run = { context, problems };
  const settled = settle(fields, run, { input, previous: context.previous, supplied: context.supplied, path: '' });
  check(fields, run, { values: settled }, context.previous, '');
  return { values: settled, problems };
}

interface Run {
  readonly context: FormContext;
  readonly problems: FieldProblem[];
}

/** One record or one row on its way to final values. */
interface Settling {
  readonly input: FormValues;
  readonly previous: FormValues | undefined;
  readonly supplied?: FormValues | undefined;
  readonly parent?: Scope;
  readonly path: string;
  /** The label a preloaded row carries; nobody's to change. */
  readonly label?: { readonly key: string; readonly value: unknown } | undefined;
  readonly isRow?: boolean;
}

function settle(fields: CompiledFieldset, run: Run, record: Settling): Record<string, unknown> {
  const { input } = record;
  const values: Record<string, unknown> = {};
  if (record.isRow && own(input, '_id') !== undefined) values._id = normaliseId(input._id);
  const scope: Scope = { values, parent: record.parent };
  for (const field of fields.settling) {
    if (field.isVisible && !field.isVisible(scope)) continue;
    const chosen = choose(field, record, scope, run.context);
    if (field.rows) values[field.key] = settleRows(field, field.rows, chosen, run, record, scope);
    else {
      const value = field.type.normalise(chosen, field.field);
      values[field.key] = field.type.isEmpty(value) ? null : value;
    }
  }
  for (const key of Object.keys(input))
    if (!fields.byKey.has(key) && !(record.isRow && key === '_id'))
      run.problems.push(problem(joinPath(record.path, key.slice(0, 100)), 'forms.unknown-field'));
  return values;
}

/** Whose value counts: the person's, the system's, the stored one or the default. */
function choose(field: CompiledField, record: Settling, scope: Scope, context: FormContext): unknown {
  const { key } = field;
  if (record.label?.key === key) return record.label.value;
  const isReadOnly = holds(field.isReadOnly, scope);
  const given = isReadOnly ? undefined : own(record.input, key);
  if (given !== undefined) return given;
  const supplied = record.supplied && own(record.supplied, key);
  if (supplied !== undefined) return supplied;
  // Null counts as stored: what was left empty on purpose stays empty. Only a field the record never had begins anew.
  const stored = record.previous && own(record.previous, key);
  if (stored !== undefined) return stored;
  if (field.field.default) return defaultOf(field.field.default, context);
  if (!field.rowsFrom) return null;
  const entries = context.dictionaries.get(field.rowsFrom.dictionary);
  return entries ? preloadedRows(field.rowsFrom, entries) : [];
}

function defaultOf(setting: DefaultValue, context: FormContext): unknown {
  if ('value' in setting) return setting.value;
  switch (setting.from) {
    case 'now':
      return context.now;
    case 'today':
      return context.today;
    case 'currentPerson':
      return context.person ?? null;
    case 'currentCommunity':
      return context.community ?? null;
  }
}

function settleRows(
  field: CompiledField,
  rows: CompiledFieldset,
  chosen: unknown,
  run: Run,
  record: Settling,
  parent: Scope,
): unknown {
  if (chosen === null || chosen === undefined) return [];
  // Too many rows are not walked: that is refused as a whole, and a million rows must not cost a million steps.
  if (!Array.isArray(chosen) || chosen.length > field.maxRows) return chosen;
  const { rowsFrom } = field;
  const entries = rowsFrom && run.context.dictionaries.get(rowsFrom.dictionary);
  const previousRow = rowFinder(record.previous?.[field.key], rowsFrom);
  const path = joinPath(record.path, field.key);
  return chosen.map((given: unknown, index) => {
    const input = asRow(given);
    if (!input) return given;
    const previous = previousRow?.(input);
    const label = rowsFrom?.labelField && {
      key: rowsFrom.labelField,
      value:
        previous?.[rowsFrom.labelField] ?? entries?.get(identityOf(input, rowsFrom.keyField) as string)?.label ?? null,
    };
    return settle(rows, run, {
      input,
      previous,
      parent,
      path: `${path}[${index}]`,
      label: label || undefined,
      isRow: true,
    });
  });
}

/** Finds the stored row for a row: by the entry it was preloaded from, otherwise by `_id`. */
function rowFinder(stored: unknown, rowsFrom: RowsFrom | undefined) {
  if (!Array.isArray(stored) || stored.length === 0) return undefined;
  const key = rowsFrom?.keyField ?? '_id';
  const known = new Map<unknown, FormValues>();
  for (const item of stored) {
    const row = asRow(item);
    const identity = row && identityOf(row, key);
    if (row && identity !== undefined) known.set(identity, row);
  }
  return (row: FormValues): FormValues | undefined => known.get(identityOf(row, key));
}

/** Canonical already here, before the row is settled: a blank around a code must not make it another row. */
function identityOf(row: FormValues, key: string): unknown {
  const value = own(row, key);
  if (key === '_id') return normaliseId(value);
  return typeof value === 'string' ? cleanLine(value) : value;
}

function check(fields: CompiledFieldset, run: Run, scope: Scope, previous: FormValues | undefined, path: string): void {
  const { values } = scope;
  for (const field of fields.fields) {
    const value = values[field.key];
    // Not settled means not visible.
    if (value === undefined) continue;
    const stored = previous?.[field.key];
    if (field.rows) checkRows(field, field.rows, value, run, scope, stored, path);
    else if (value === null) {
      if (holds(field.isRequired, scope)) run.problems.push(problem(joinPath(path, field.key), 'forms.required'));
    } else report(run, path, field, value, stored);
  }
}

function report(run: Run, path: string, field: CompiledField, value: unknown, stored: unknown): void {
  const found = field.validate(value, run.context, stored);
  for (const part of found) run.problems.push({ ...part, path: joinPath(joinPath(path, field.key), part.path) });
  const { refersTo } = field.type;
  if (found.length > 0 || refersTo === undefined || refersTo === 'file' || value === stored) return;
  const allowed = run.context.references?.get(field.path);
  if (allowed && !allowed.has(value as string))
    run.problems.push(problem(joinPath(path, field.key), 'forms.not-allowed'));
}

function checkRows(
  field: CompiledField,
  rows: CompiledFieldset,
  value: unknown,
  run: Run,
  parent: Scope,
  stored: unknown,
  parentPath: string,
): void {
  const path = joinPath(parentPath, field.key);
  const isEmpty = Array.isArray(value) && value.length === 0;
  if (isEmpty && !field.rowsFrom && holds(field.isRequired, parent)) {
    run.problems.push(problem(path, 'forms.required'));
    return;
  }
  for (const part of field.validate(value, run.context, stored))
    run.problems.push({ ...part, path: joinPath(path, part.path) });
  if (!Array.isArray(value) || value.length > field.maxRows) return;
  const previousRow = rowFinder(stored, field.rowsFrom);
  value.forEach((item: unknown, index) => {
    const row = asRow(item);
    const rowPath = `${path}[${index}]`;
    if (!row) run.problems.push(problem(rowPath, 'forms.wrong-type'));
    else check(rows, run, { values: row, parent }, previousRow?.(row), rowPath);
  });
}

function holds(setting: boolean | Predicate, scope: Scope): boolean {
  return typeof setting === 'boolean' ? setting : setting(scope);
}

/** A value of the object itself; `toString` and its kin are not values. */
function own(values: FormValues, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
