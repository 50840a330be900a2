/**
 * Settling and checking the values of one record. Two passes: first every field gets its final value, in the order of
 * dependencies; then all fields are checked against the final values, in the order as drawn.
 */
import type { FieldProblem } from '../base/errors.ts';
import type { Predicate, Scope } from '../expressions/evaluate.ts';
import { joinPath } from '../expressions/problems.ts';
import type { CompiledField, CompiledFieldset, CompiledRows } from './compile.ts';
import type { DefaultValue, FormContext, FormValues } from './contract.ts';
import { normaliseId } from './ids.ts';
import { isAskedBySettings, isKept, isSameCount } from './kept-values.ts';
import { problem } from './messages.ts';
import { asRow, isDictionary, preloadedRows } from './rows-from.ts';

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
  check(fields, run, { values: settled, situation: context }, context.previous, '');
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
  const scope: Scope = { values, parent: record.parent, situation: run.context };
  for (const field of fields.settling) {
    if (field.isVisible && !field.isVisible(scope)) continue;
    const chosen = choose(field, record, scope, run.context);
    if (field.rows) values[field.key] = settleRows(field.key, field.rows, chosen, run, record, scope);
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

/** Whose value counts: what is worked out, the person's, the system's, the stored one or the default. */
function choose(field: CompiledField, record: Settling, scope: Scope, context: FormContext): unknown {
  const { key } = field;
  if (field.formula) return field.formula(scope);
  if (record.label?.key === key) return record.label.value;
  const isReadOnly = holds(field.isReadOnly, scope);
  if (field.source && isReadOnly) return fromLink(field.source, record, scope, context, key);
  const stored = record.previous && own(record.previous, key);
  const given = isReadOnly ? undefined : own(record.input, key);
  // Who may not read what is sealed sends back the mask he was shown: that changes nothing.
  if (given !== undefined) return isMaskOf(field, given, stored) ? stored : given;
  const supplied = record.supplied && own(record.supplied, key);
  if (supplied !== undefined) return supplied;
  const set = field.isSystem ? field.type.systemValue?.(field.field, context, stored) : undefined;
  if (set !== undefined) return set;
  // Null counts as stored: what was left empty on purpose stays empty. Only a field the record never had begins anew.
  if (stored !== undefined) return stored;
  if (field.defaultFormula) return field.defaultFormula(scope);
  if (field.field.default) return defaultOf(field.field.default, context);
  return field.rows?.from ? preloadedRows(field.rows.from, context) : null;
}

function isMaskOf({ type }: CompiledField, given: unknown, stored: unknown): boolean {
  return type.sealed === true && typeof stored === 'string' && stored !== '' && type.mask?.(stored) === given;
}

/**
 * The linked record's value. Where no linked records are known (a form being filled): what was told when the link was
 * chosen, or what stood there as long as the link is still the one that was stored.
 */
function fromLink(
  { link, from, isShown }: NonNullable<CompiledField['source']>,
  record: Settling,
  scope: Scope,
  context: FormContext,
  key: string,
): unknown {
  if (!context.linked) {
    const told = own(record.input, key);
    if (told !== undefined) return told;
    const { previous } = record;
    return previous && own(previous, link) === scope.values[link] ? (own(previous, key) ?? null) : null;
  }
  const chosen = context.linked.get(scope.values[link] as string);
  return chosen?.[isShown ? 'shown' : 'values'][from] ?? null;
}

function defaultOf(setting: DefaultValue, context: FormContext): unknown {
  if ('value' in setting) return setting.value;
  if ('formula' in setting) return null;
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
  key: string,
  rows: CompiledRows,
  chosen: unknown,
  run: Run,
  record: Settling,
  parent: Scope,
): unknown {
  if (chosen === null || chosen === undefined) return [];
  const stored = record.previous && own(record.previous, key);
  if (!Array.isArray(chosen) || isTooLong(chosen, rows, stored)) return chosen;
  const previousRow = rowFinder(stored, rows);
  const path = joinPath(record.path, key);
  return chosen.map((given: unknown, index) => {
    const input = asRow(given);
    if (!input) return given;
    const previous = previousRow?.(input);
    return settle(rows.fields, run, {
      input,
      previous,
      supplied: rows.supplied(input),
      parent,
      path: `${path}[${index}]`,
      label: labelOf(rows, input, previous, run.context),
      isRow: true,
    });
  });
}

/** Too many rows are not walked: that is refused as a whole, and a million rows must not cost a million steps. */
function isTooLong(value: readonly unknown[], rows: CompiledRows, stored: unknown): boolean {
  return value.length > rows.max && !isSameCount(value, stored);
}

/** The label a row keeps of its dictionary entry: the one it already has, else the one of today. */
function labelOf(
  { from, identity }: CompiledRows,
  row: FormValues,
  previous: FormValues | undefined,
  context: FormContext,
): Settling['label'] {
  if (!from || !isDictionary(from) || from.labelField === undefined) return undefined;
  const entries = context.dictionaries.get(from.dictionary);
  const value = previous?.[from.labelField] ?? entries?.get(identity(row) as string)?.label ?? null;
  return { key: from.labelField, value };
}

/** Finds the stored row for a row: by the entry it was preloaded from, otherwise by `_id`. */
function rowFinder(stored: unknown, { identity }: CompiledRows) {
  if (!Array.isArray(stored) || stored.length === 0) return undefined;
  const known = new Map<unknown, FormValues>();
  for (const item of stored) {
    const row = asRow(item);
    const name = row && identity(row);
    if (row && name !== undefined) known.set(name, row);
  }
  return (row: FormValues): FormValues | undefined => known.get(identity(row));
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
      if (holds(field.isRequired, scope))
        run.problems.push(problem(joinPath(path, field.key), 'forms.required', missing(field)));
    } else report(run, path, field, value, stored, scope);
  }
}

/** How that is made good which nobody types. */
function missing({ field, type }: CompiledField): { readonly case: string } | undefined {
  if (type.refersTo !== 'file') return undefined;
  if (field.type === 'signature') return { case: 'signature' };
  return { case: field.type === 'photos' && field.cameraOnly ? 'photo' : 'file' };
}

function report(run: Run, path: string, field: CompiledField, value: unknown, stored: unknown, scope: Scope): void {
  const at = joinPath(path, field.key);
  const problems = field.validate(value, run.context, stored);
  const found =
    problems.length > 0 && isKept(field, value, stored)
      ? problems.filter(({ code }) => !isAskedBySettings(code))
      : problems;
  for (const part of found) run.problems.push({ ...part, path: joinPath(at, part.path) });
  if (found.length > 0) return;
  for (const { holds: isMet, message } of field.checks)
    if (!isMet(scope)) run.problems.push(problem(at, 'forms.check', { message }));
  const { refersTo } = field.type;
  if (refersTo === undefined || refersTo === 'file' || field.isSystem) return;
  const allowed = run.context.references?.get(field.path);
  if (!allowed) return;
  // Whoever was chosen before stays, though he may not be chosen any more.
  const kept = new Set(Array.isArray(stored) ? stored : [stored]);
  const isAllowed = (id: unknown) => kept.has(id) || allowed.has(id as string);
  if (!Array.isArray(value)) {
    if (!isAllowed(value)) run.problems.push(problem(at, 'forms.not-allowed'));
  } else
    value.forEach((id, index) => {
      if (!isAllowed(id)) run.problems.push(problem(`${at}[${index}]`, 'forms.not-allowed'));
    });
}

function checkRows(
  field: CompiledField,
  rows: CompiledRows,
  value: unknown,
  run: Run,
  parent: Scope,
  stored: unknown,
  parentPath: string,
): void {
  const path = joinPath(parentPath, field.key);
  const isEmpty = Array.isArray(value) && value.length === 0;
  if (isEmpty && !rows.from && holds(field.isRequired, parent)) {
    run.problems.push(problem(path, 'forms.required'));
    return;
  }
  for (const part of field.validate(value, run.context, stored))
    run.problems.push({ ...part, path: joinPath(path, part.path) });
  if (!Array.isArray(value) || isTooLong(value, rows, stored)) return;
  const previousRow = rowFinder(stored, rows);
  value.forEach((item: unknown, index) => {
    const row = asRow(item);
    const rowPath = `${path}[${index}]`;
    if (!row) run.problems.push(problem(rowPath, 'forms.wrong-type'));
    else check(rows.fields, run, { values: row, parent, situation: run.context }, previousRow?.(row), rowPath);
  });
  for (const inner of rows.fields.fields) if (inner.field.unique) checkOnce(inner, value, run, path);
}

/** Each row has its own value in this field; what is empty repeats nothing. */
function checkOnce(field: CompiledField, rows: readonly unknown[], run: Run, path: string): void {
  const seen = new Set<string>();
  rows.forEach((item, index) => {
    const value = asRow(item)?.[field.key];
    if (value === null || value === undefined) return;
    const name = JSON.stringify(value);
    if (seen.has(name)) run.problems.push(problem(`${path}[${index}].${field.key}`, 'forms.repeated'));
    seen.add(name);
  });
}

function holds(setting: boolean | Predicate, scope: Scope): boolean {
  return typeof setting === 'boolean' ? setting : setting(scope);
}

/** A value of the object itself; `toString` and its kin are not values. */
function own(values: FormValues, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
