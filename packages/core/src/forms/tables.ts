/**
 * How a form lies in the database: one table for its records and one child table per subform (D2), and how values go
 * there and come back.
 */
import type { FieldDefinition, Fieldset, FormDefinition, FormValues } from './contract.ts';
import type { PgType } from './field-type.ts';
import { childTableName, columnName, tableName } from './naming.ts';
import { fieldTypeOf } from './registry.ts';
import { asRow } from './types/subform.ts';

export interface Column {
  readonly name: string;
  readonly pgType: PgType;
  /** Key of the field it belongs to. */
  readonly field: string;
  readonly suffix: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface ChildTable extends Table {
  /** Key of the subform. */
  readonly subform: string;
  /** Column that holds the dictionary code of preloaded rows: unique together with the record. */
  readonly uniqueColumn: string | undefined;
}

export interface FormTables extends Table {
  readonly children: readonly ChildTable[];
}

/** Tables and columns of a definition that passed `checkDefinition`, without the system's own columns. */
export function formTables(definition: FormDefinition): FormTables {
  return {
    name: tableName(definition.key),
    columns: columnsOf(definition),
    children: definition.fields.flatMap((field) =>
      field.type === 'subform' ? [childTable(definition.key, field)] : [],
    ),
  };
}

export function childTable(formKey: string, field: Extract<FieldDefinition, { type: 'subform' }>): ChildTable {
  return {
    name: childTableName(formKey, field.key),
    subform: field.key,
    columns: columnsOf(field),
    uniqueColumn: field.rowsFrom && columnName(field.rowsFrom.keyField),
  };
}

function columnsOf(fieldset: Fieldset): Column[] {
  return fieldset.fields.flatMap(fieldColumns);
}

/** Columns of one field; a subform has none. */
export function fieldColumns(field: FieldDefinition): Column[] {
  return fieldTypeOf(field)
    .columns(field)
    .map(({ suffix, pgType }) => ({ name: columnName(field.key, suffix), pgType, field: field.key, suffix }));
}

/**
 * Cells of one record or row by column name, ready as query parameters. Fields that are not in the values become null.
 * @param values valid and canonical, from `prepare`
 */
export function toCells(fieldset: Fieldset, values: FormValues): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const { key, type, names } of layoutOf(fieldset)) {
    const value = type.toColumns(values[key] ?? null);
    for (let index = 0; index < names.length; index++) cells[names[index] as string] = value[index] ?? null;
  }
  return cells;
}

interface FieldLayout {
  readonly key: string;
  readonly type: ReturnType<typeof fieldTypeOf>;
  readonly names: readonly string[];
}

/** Names are made once for each published fieldset: making them for every row was a tenth of the work of filing. */
const layouts = new WeakMap<Fieldset, readonly FieldLayout[]>();

function layoutOf(fieldset: Fieldset): readonly FieldLayout[] {
  const known = layouts.get(fieldset);
  if (known) return known;
  const layout = fieldset.fields.map((field) => {
    const type = fieldTypeOf(field);
    return { key: field.key, type, names: type.columns(field).map(({ suffix }) => columnName(field.key, suffix)) };
  });
  layouts.set(fieldset, layout);
  return layout;
}

/** Rows of a subform as they are in the values; none when it is invisible or empty. */
export function rowsOf(values: FormValues, subformKey: string): FormValues[] {
  const rows = values[subformKey];
  return Array.isArray(rows) ? rows.map(asRow).filter((row) => row !== undefined) : [];
}

/**
 * Values out of the cells of one record or row; subforms are left out, for their rows lie elsewhere.
 * @param cells by column name, as the driver returns them (dates as text, timestamps as `Date` or ISO text)
 */
export function fromCells(fieldset: Fieldset, cells: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fieldset.fields) {
    const type = fieldTypeOf(field);
    const columns = type.columns(field);
    if (columns.length > 0)
      values[field.key] = type.fromColumns(columns.map(({ suffix }) => cells[columnName(field.key, suffix)] ?? null));
  }
  return values;
}
