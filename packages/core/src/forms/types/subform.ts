/**
 * A table inside the form (子表单, FE-06): a list of rows with fields of their own, kept in a child table. With
 * `rowsFrom`, the rows are not typed by people but stand there beforehand, one per entry of a dictionary.
 *
 * The fields inside a row are walked by `compile.ts`; here is only what concerns the rows as a whole.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import {
  DisplayRule,
  type EffectiveEntries,
  Field,
  type Fieldset,
  type FormContext,
  FormKey,
  type FormValues,
  fieldsetLimits,
} from '../contract.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { isId } from '../ids.ts';
import { problem } from '../messages.ts';
import { defaultTextLength } from './text.ts';

export const RowsFrom = Type.Object(
  {
    /** Each active entry gives one row; each required one must be there exactly once; no other row is taken. */
    dictionary: FormKey,
    /** Field of the row that holds the entry's code. */
    keyField: FormKey,
    /** Field of the row that keeps the entry's label as it was that day, so that history survives renaming. */
    labelField: Type.Optional(FormKey),
  },
  { additionalProperties: false },
);
export type RowsFrom = Static<typeof RowsFrom>;

const mostRows = 1000;
/** As `Option` allows. */
const longestLabel = 200;

export const SubformOptions = Type.Object({
  fields: Type.Array(Field, { minItems: 1, maxItems: fieldsetLimits.fields }),
  displayRules: Type.Optional(Type.Array(DisplayRule, { maxItems: fieldsetLimits.displayRules })),
  minRows: Type.Optional(Type.Integer({ minimum: 1, maximum: mostRows })),
  /** 500 when left out. */
  maxRows: Type.Optional(Type.Integer({ minimum: 1, maximum: mostRows })),
  rowsFrom: Type.Optional(RowsFrom),
});
export interface SubformOptions extends Fieldset {
  readonly minRows?: number;
  readonly maxRows?: number;
  readonly rowsFrom?: RowsFrom;
}

export const defaultMaxRows = 500;

/** A row as it came in; undefined when it is not an object. */
export function asRow(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The rows that stand in a new record: one per active entry, in the dictionary's order. */
export function preloadedRows(rowsFrom: RowsFrom, entries: EffectiveEntries): FormValues[] {
  const rows: FormValues[] = [];
  for (const entry of entries.values()) {
    if (entry.status !== 'active') continue;
    rows.push({
      [rowsFrom.keyField]: entry.code,
      ...(rowsFrom.labelField ? { [rowsFrom.labelField]: entry.label } : {}),
    });
  }
  return rows;
}

function preloadedRowProblems(
  rows: readonly unknown[],
  rowsFrom: RowsFrom,
  context: FormContext,
  previous: unknown,
): FieldProblem[] {
  const entries = context.dictionaries.get(rowsFrom.dictionary);
  if (!entries) return [problem('', 'forms.dictionary-missing', { dictionary: rowsFrom.dictionary })];
  const problems: FieldProblem[] = [];
  const kept = new Set((Array.isArray(previous) ? previous : []).map((row) => asRow(row)?.[rowsFrom.keyField]));
  const present = new Set<unknown>();
  rows.forEach((row, index) => {
    const code = asRow(row)?.[rowsFrom.keyField];
    const entry = typeof code === 'string' ? entries.get(code) : undefined;
    const path = `[${index}].${rowsFrom.keyField}`;
    if (present.has(code)) problems.push(problem(path, 'forms.repeated'));
    else if (!entry && !kept.has(code)) problems.push(problem(path, 'forms.row-unknown'));
    else if (entry?.status === 'stopped' && !kept.has(code))
      problems.push(problem(path, 'forms.row-stopped', { code, label: entry.label }));
    present.add(code);
  });
  // A record that was complete when it was made does not become incomplete because an entry was added since.
  const isNew = previous === undefined || previous === null;
  for (const entry of entries.values()) {
    const isDemanded = entry.status === 'active' && entry.required !== false && (isNew || kept.has(entry.code));
    if (isDemanded && !present.has(entry.code))
      problems.push(problem('', 'forms.row-missing', { code: entry.code, label: entry.label }));
  }
  return problems;
}

export const subform: FieldType<'subform', SubformOptions, readonly FormValues[]> = {
  type: 'subform',
  label: { zh: '子表单', en: 'Subform' },
  optionsSchema: SubformOptions,
  valueKind: 'opaque',
  checkOptions(field) {
    const problems: FieldProblem[] = [];
    if ((field.minRows ?? 0) > (field.maxRows ?? defaultMaxRows))
      problems.push(problem('minRows', 'forms.limits-disordered'));
    for (const role of ['keyField', 'labelField'] as const) {
      const key = field.rowsFrom?.[role];
      const column = field.fields.find((inner) => inner.key === key);
      if (key !== undefined && column?.type !== 'text' && (role === 'labelField' || column?.type !== 'singleChoice'))
        problems.push(problem(`rowsFrom.${role}`, 'forms.rows-field', { field: key }));
      // A label that the field cannot hold would be a problem nobody filling the form could solve.
      else if (column?.type === 'text' && (column.maxLength ?? defaultTextLength) < longestLabel)
        problems.push(problem(`rowsFrom.${role}`, 'forms.rows-length', { field: key, min: longestLabel }));
    }
    return problems;
  },
  columns: () => [],
  normalise: (value) => value,
  isEmpty: (value) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
  validator(field) {
    const { minRows: min = 0, maxRows: max = defaultMaxRows, rowsFrom } = field;
    return (value, context, previous) => {
      if (!Array.isArray(value)) return [problem('', 'forms.wrong-type')];
      const problems: FieldProblem[] = [];
      if (value.length < min) problems.push(problem('', 'forms.too-few', { min, count: value.length }));
      if (value.length > max) return [problem('', 'forms.too-many', { max, count: value.length })];
      const ids = new Set<unknown>();
      value.forEach((row, index) => {
        const id = asRow(row)?._id;
        if (id === undefined) return;
        if (!isId(id)) problems.push(problem(`[${index}]._id`, 'forms.wrong-type'));
        else if (ids.has(id)) problems.push(problem(`[${index}]._id`, 'forms.repeated'));
        ids.add(id);
      });
      if (rowsFrom) problems.push(...preloadedRowProblems(value, rowsFrom, context, previous));
      return problems.length > 0 ? problems : noProblems;
    };
  },
  toColumns: () => [],
  fromColumns: () => null,
};
