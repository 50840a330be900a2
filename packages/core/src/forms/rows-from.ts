/**
 * Rows of a subform that stand there before anybody wrote any: one per entry of a dictionary, or those the designer
 * drew. Which row is which is known by the entry's code or by the `_id` the designer gave it.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../base/errors.ts';
import { Id, RecordOf } from '../base/schemas.ts';
import { cleanLine } from './clean-text.ts';
import { type EffectiveEntries, type FormContext, FormKey, type FormValues, type RowValues } from './contract.ts';
import { isId, normaliseId } from './ids.ts';
import { problem } from './messages.ts';

const strict = { additionalProperties: false };
export const mostRows = 1000;

export const DictionaryRows = Type.Object(
  {
    /** Each active entry gives one row; each required one must be there exactly once; no other row is taken. */
    dictionary: FormKey,
    /** Field of the row that holds the entry's code. */
    keyField: FormKey,
    /** Field of the row that keeps the entry's label as it was that day, so that history survives renaming. */
    labelField: Type.Optional(FormKey),
  },
  strict,
);
export type DictionaryRows = Static<typeof DictionaryRows>;

export const TemplateRows = Type.Object(
  {
    /** One of them at least says something; `checkOptions` of the subform holds that. */
    rows: Type.Array(Type.Object({ id: Id, values: RecordOf(Type.Unknown()) }, strict), { maxItems: mostRows }),
    /** People may add rows and take some out; otherwise it is exactly these. */
    open: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type TemplateRows = Static<typeof TemplateRows>;

export const RowsFrom = Type.Union([DictionaryRows, TemplateRows]);
export type RowsFrom = Static<typeof RowsFrom>;

export function isDictionary(rowsFrom: RowsFrom): rowsFrom is DictionaryRows {
  return 'dictionary' in rowsFrom;
}

/** Whether people may add and remove rows. */
export function mayChangeRows(rowsFrom: RowsFrom | undefined): boolean {
  return rowsFrom === undefined || (!isDictionary(rowsFrom) && (rowsFrom.open ?? false));
}

/** Rows with something in them; an empty line among those that were pasted is no row. */
export function writtenRows(rows: TemplateRows['rows']): TemplateRows['rows'] {
  const written = rows.filter(({ values }) => Object.values(values).some((value) => (value ?? '') !== ''));
  return written.length === rows.length ? rows : written;
}

/** A row as it came in; undefined when it is not an object. */
export function asRow(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The rows that stand in a new record: one per active entry in the dictionary's order, or those that were drawn. */
export function preloadedRows(rowsFrom: RowsFrom, context: FormContext): RowValues[] {
  if (!isDictionary(rowsFrom)) return rowsFrom.rows.map(({ id, values }) => ({ ...values, _id: id }));
  const entries = context.dictionaries.get(rowsFrom.dictionary);
  const rows: RowValues[] = [];
  for (const entry of entries?.values() ?? []) {
    if (entry.status !== 'active') continue;
    rows.push({
      [rowsFrom.keyField]: entry.code,
      ...(rowsFrom.labelField ? { [rowsFrom.labelField]: entry.label } : {}),
    });
  }
  return rows;
}

/**
 * What a row is known by, canonical already here, before the row is settled: a blank around a code must not make it
 * another row.
 */
export function rowIdentity(rowsFrom: RowsFrom | undefined): (row: FormValues) => unknown {
  const key = rowsFrom && isDictionary(rowsFrom) ? rowsFrom.keyField : '_id';
  return (row) => {
    const value = Object.hasOwn(row, key) ? row[key] : undefined;
    if (key === '_id') return normaliseId(value);
    return typeof value === 'string' ? cleanLine(value) : value;
  };
}

/** What the form itself puts into a row that was preloaded, by key: nobody's to change where the field is read-only. */
export function suppliedToRows(rowsFrom: RowsFrom | undefined): (row: FormValues) => FormValues | undefined {
  if (!rowsFrom || isDictionary(rowsFrom)) return () => undefined;
  const byId = new Map<unknown, FormValues>(rowsFrom.rows.map(({ id, values }) => [id, values]));
  const identity = rowIdentity(rowsFrom);
  return (row) => byId.get(identity(row));
}

/** Problems of the rows as a whole: missing, unknown and repeated ones. */
export function preloadedRowProblems(
  rows: readonly unknown[],
  rowsFrom: RowsFrom,
  context: FormContext,
  previous: unknown,
): FieldProblem[] {
  const demanded = isDictionary(rowsFrom)
    ? demandedEntries(rowsFrom, context.dictionaries.get(rowsFrom.dictionary))
    : demandedRows(rowsFrom);
  if (!demanded)
    return [problem('', 'forms.dictionary-missing', { dictionary: (rowsFrom as DictionaryRows).dictionary })];
  if (mayChangeRows(rowsFrom)) return [];
  const identity = rowIdentity(rowsFrom);
  const problems: FieldProblem[] = [];
  const kept = new Set((Array.isArray(previous) ? previous : []).map((row) => identity(asRow(row) ?? {})));
  const present = new Set<unknown>();
  rows.forEach((row, index) => {
    const name = identity(asRow(row) ?? {});
    const entry = demanded.get(name);
    const path = `[${index}]${isDictionary(rowsFrom) ? `.${rowsFrom.keyField}` : ''}`;
    if (present.has(name)) problems.push(problem(path, 'forms.repeated'));
    else if (!entry && !kept.has(name)) problems.push(problem(path, 'forms.row-unknown'));
    else if (entry?.isStopped && !kept.has(name))
      problems.push(problem(path, 'forms.row-stopped', { code: name, label: entry.label }));
    present.add(name);
  });
  // A record that was complete when it was made does not become incomplete because an entry was added since.
  const isNew = previous === undefined || previous === null;
  for (const [name, entry] of demanded) {
    if (entry.isRequired && !entry.isStopped && (isNew || kept.has(name)) && !present.has(name))
      problems.push(problem('', 'forms.row-missing', { code: name, label: entry.label }));
  }
  return problems;
}

interface Demanded {
  readonly label: string;
  readonly isStopped: boolean;
  readonly isRequired: boolean;
}

function demandedEntries(_: DictionaryRows, entries: EffectiveEntries | undefined): Map<unknown, Demanded> | undefined {
  if (!entries) return undefined;
  return new Map(
    [...entries].map(([code, { label, status, required }]) => [
      code,
      { label, isStopped: status === 'stopped', isRequired: required !== false },
    ]),
  );
}

function demandedRows({ rows }: TemplateRows): Map<unknown, Demanded> {
  return new Map(
    rows.map(({ id, values }, index) => [
      id,
      { label: labelOf(values) ?? String(index + 1), isStopped: false, isRequired: true },
    ]),
  );
}

/** A row has no name of its own: its first text tells it best. */
function labelOf(values: FormValues): string | undefined {
  return Object.values(values).find((value): value is string => typeof value === 'string' && !isId(value));
}
