/** What of a form's records can be asked for, by which expression, and what it is; always of the form table `r`. */
import type { Condition, ValueKind } from '@anshao/core/expressions/condition.ts';
import { type SqlColumn, toSql } from '@anshao/core/expressions/to-sql.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { fieldColumns, formTables } from '@anshao/core/forms/tables.ts';
import { Sql } from '../base/database/sql.ts';

const systemColumns: ReadonlyMap<string, SqlColumn> = new Map([
  ['$createdAt', { sql: 'r.created_at', kind: 'dateTime' }],
  ['$updatedAt', { sql: 'r.updated_at', kind: 'dateTime' }],
  ['$createdBy', { sql: 'r.created_by', kind: 'id' }],
  ['$updatedBy', { sql: 'r.updated_by', kind: 'id' }],
  ['$community', { sql: 'r.community_id', kind: 'id' }],
]);

/** What a field that shows something of the record itself reads. */
const infoColumns: Readonly<Record<string, string>> = {
  createdAt: '$createdAt',
  createdBy: '$createdBy',
  updatedAt: '$updatedAt',
  updatedBy: '$updatedBy',
};

/** The system's column that a field shows, `$createdAt`; undefined for all other fields. */
export function infoOf(field: FieldDefinition): string | undefined {
  return field.type === 'recordInfo' ? infoColumns[field.what] : undefined;
}

/**
 * Columns that conditions may name, by path. Fields in `hidden` are not among them, nor those that are only worked out
 * when a record is read. Of sealed fields, places and subforms it can only be asked whether there is anything.
 */
export function queryColumns(definition: FormDefinition, hidden: ReadonlySet<string>): ReadonlyMap<string, SqlColumn> {
  let all = known.get(definition);
  if (!all) {
    all = columnsOf(definition);
    known.set(definition, all);
  }
  return hidden.size === 0 ? all : new Map([...all].filter(([key]) => !hidden.has(key)));
}

/** A published version never changes; working them out was half of what a page cost here. */
const known = new WeakMap<FormDefinition, ReadonlyMap<string, SqlColumn>>();

function columnsOf(definition: FormDefinition): Map<string, SqlColumn> {
  const columns = new Map(systemColumns);
  for (const field of definition.fields) {
    const column = columnOf(definition, field);
    if (column) columns.set(field.key, column);
  }
  return columns;
}

/** Whether the form has such a field for the reader, but nothing in its tables to ask: a look-up, a rollup. */
export function isWorkedOut(definition: FormDefinition, hidden: ReadonlySet<string>, key: unknown): boolean {
  const field = definition.fields.find((one) => one.key === key);
  return field !== undefined && !hidden.has(field.key) && columnOf(definition, field) === undefined;
}

export function kindOf(field: FieldDefinition): ValueKind {
  const type = fieldTypeOf(field);
  return type.kindOf?.(field) ?? type.valueKind;
}

function columnOf(definition: FormDefinition, field: FieldDefinition): SqlColumn | undefined {
  if (field.type === 'subform') {
    const child = formTables(definition).children.find(({ subform }) => subform === field.key);
    if (!child) return undefined;
    return { sql: `(select 1 from ${quoted(child.name)} x where x.record_id = r.id limit 1)`, kind: 'opaque' };
  }
  const info = infoOf(field);
  if (info) return systemColumns.get(info);
  const [first, ...others] = fieldColumns(field);
  if (!first) return undefined;
  const isOpaque = fieldTypeOf(field).sealed === true || others.length > 0;
  return { sql: `r.${quoted(first.name)}`, kind: isOpaque ? 'opaque' : kindOf(field) };
}

/** A checked condition as a part of a statement. */
export function conditionSql(condition: Condition, columns: ReadonlyMap<string, SqlColumn>): Sql {
  const { text, values } = toSql(condition, columns);
  const numbers: number[] = [];
  const strings: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$(\d+)/g)) {
    strings.push(text.slice(from, match.index));
    numbers.push(Number(match[1]));
    from = match.index + match[0].length;
  }
  strings.push(text.slice(from));
  return new Sql(
    strings,
    numbers.map((number) => values[number - 1]),
  );
}
