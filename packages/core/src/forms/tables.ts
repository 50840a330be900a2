/**
 * How a form lies in the database: one table for its records and one child table per subform (D2), and how values go
 * there and come back.
 */
import type { FieldDefinition, Fieldset, FormDefinition, FormValues } from './contract.ts';
import type { PgType } from './field-type.ts';
import { childTableName, columnName, tableName } from './naming.ts';
import { fieldTypeOf } from './registry.ts';
import { asRow } from './rows-from.ts';

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
  /** Path of the subform: `items`, or `items.steps` for rows within rows. */
  readonly subform: string;
  /** The table of the rows these rows belong to; undefined where they belong to the record itself. */
  readonly within: ChildTable | undefined;
  /** Column that holds the dictionary code of preloaded rows: unique together with the record. */
  readonly uniqueColumn: string | undefined;
}

export interface FormTables extends Table {
  /** Rows of the record before the rows within them. */
  readonly children: readonly ChildTable[];
}

/** Tables and columns of a definition that passed `checkDefinition`, without the system's own columns. */
export function formTables(definition: FormDefinition): FormTables {
  return {
    name: tableName(definition.key),
    columns: columnsOf(definition),
    children: childTables(definition.key, definition, undefined),
  };
}

function childTables(formKey: string, fieldset: Fieldset, within: ChildTable | undefined): ChildTable[] {
  const children = fieldset.fields.flatMap((field) =>
    field.type === 'subform' ? [[field, childTable(formKey, field, within)] as const] : [],
  );
  return [
    ...children.map(([, child]) => child),
    ...children.flatMap(([field, child]) => childTables(formKey, field, child)),
  ];
}

export type Subform = Extract<FieldDefinition, { type: 'subform' }>;

export function childTable(formKey: string, field: Subform, within: ChildTable | undefined): ChildTable {
  const subform = within ? `${within.subform}.${field.key}` : field.key;
  const { rowsFrom } = field;
  return {
    name: childTableName(formKey, subform),
    subform,
    within,
    columns: columnsOf(field),
    uniqueColumn: rowsFrom && 'dictionary' in rowsFrom ? columnName(rowsFrom.keyField) : undefined,
  };
}

/** The subform at a path of a definition. */
export function subformAt(fieldset: Fieldset, path: string): Subform | undefined {
  const [key = '', ...rest] = path.split('.');
  const field = fieldset.fields.find((one) => one.key === key);
  if (field?.type !== 'subform') return undefined;
  return rest.length === 0 ? field : subformAt(field, rest.join('.'));
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
      values[field.key] = type.fromColumns(
        columns.map(({ suffix }) => cells[columnName(field.key, suffix)] ?? null),
        field,
      );
  }
  return values;
}
