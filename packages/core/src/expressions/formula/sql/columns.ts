/** How the fields of a formula are reached in SQL, and how their cells become what formulas reckon with. */

import type { ScalarKind } from '../conversion.ts';
import type { Binding } from '../names.ts';
import { isList, type ScalarType } from '../types.ts';
import { blankSql } from './conversion.ts';
import { momentOfColumn } from './moments.ts';
import { pgTypeOf, type SqlName, type SqlWriter } from './writer.ts';

/**
 * - `sql`: an expression, quoted by whoever made it. Types: numeric or float8, text, boolean, date, timestamptz, time;
 *   for a multiple choice an array.
 * - `from`, `column`, `order`: the rows of a subform. `from` is what stands behind FROM, with its condition
 *   (`"form_x__items" r where r.record_id = t.id`); `order` says which row comes first.
 */
export type FormulaColumn =
  | { readonly sql: string }
  | { readonly from: string; readonly column: string; readonly order: string };

/** By path: `level`, `items.score`, `$parent.level`. */
export type FormulaColumns = ReadonlyMap<string, FormulaColumn>;

function columnOf(columns: FormulaColumns, { path }: Binding): FormulaColumn {
  const column = columns.get(path);
  if (!column) throw new Error(`No column for field ${path}`);
  return column;
}

/** @throws when the field has no column: the formula was not checked against these fields */
export function fieldSql(columns: FormulaColumns, binding: Binding, type: ScalarKind): string {
  const column = columnOf(columns, binding);
  if (!('sql' in column) || type === 'mixed') throw new Error(`Field ${binding.path} is not one value`);
  return cellSql(column.sql, type);
}

/** An array with one member for each row, null where a cell is blank. */
export function listSql(writer: SqlWriter, columns: FormulaColumns, binding: Binding): SqlName {
  const column = columnOf(columns, binding);
  if (!isList(binding.type)) throw new Error(`Field ${binding.path} is no list`);
  const type = binding.type.list;
  const array = pgTypeOf(type);
  if ('sql' in column) return writer.let(writer.map(column.sql, array, (member) => cellSql(member, type)));
  const { from, column: cell, order } = column;
  return writer.let(
    `coalesce((select array_agg(coalesce(${cellSql(cell, type)}, ${blankSql(type)}) order by ${order}) from ${from}), '{}'::${array}[])`,
  );
}

function cellSql(sql: string, type: ScalarType): string {
  switch (type) {
    case 'number':
      // A numeric may be greater than any float8.
      return `case when abs(${sql}) < 1e-100 then 0 when abs(${sql}) <= 1e100 then (${sql})::float8 end`;
    case 'text':
      return `(${sql})::text`;
    case 'boolean':
      return `(${sql})::int::float8`;
    case 'date':
      return `(${sql} - date '1970-01-01')::float8`;
    case 'dateTime':
      return momentOfColumn(`(${sql})`);
    case 'time':
      return `floor(extract(epoch from ${sql}))::float8`;
  }
}
