/**
 * The order of a list and where its next page begins. What is empty stands last, whatever the direction, and the id
 * always decides last. A page is read from two branches, records with a value and records without, each along an index
 * where there is one: PostgreSQL starts the second only when the first did not fill the page, so that the hundredth
 * page costs what the first does.
 */

import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { Instant, PlainDate } from '@anshao/core/base/schemas.ts';
import { Value } from '@anshao/core/base/value.ts';
import type { ValueKind } from '@anshao/core/expressions/condition.ts';
import type { SqlColumn } from '@anshao/core/expressions/to-sql.ts';
import type { Sort } from '@anshao/core/forms/records.ts';
import { raw, type Sql, sql } from '../base/database/sql.ts';
import { decodeCursor } from '../base/paging.ts';

export interface Order {
  /** As the cursor names it: a cursor of another order is none of this one. */
  readonly by: string;
  readonly direction: 'up' | 'down';
  /** Undefined: by id alone, which is roughly when records were made. */
  readonly column: SqlColumn | undefined;
}

/** The last record of the page before. */
export interface Place {
  readonly id: string;
  /** As text; null where the record has none. */
  readonly value: string | null;
}

/** Kinds with one order that means something. */
const castOf: Partial<Record<ValueKind, string>> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'timestamptz',
  id: 'uuid',
};

export function isSortable(column: SqlColumn | undefined): column is SqlColumn {
  return column !== undefined && castOf[column.kind] !== undefined;
}

/** Why a list cannot be sorted so. */
export function orderProblems(sort: Sort | undefined, columns: ReadonlyMap<string, SqlColumn>): FieldProblem[] {
  if (!sort) return [];
  const column = columnOf(sort, columns);
  if (isSortable(column)) return [];
  const code = column ? 'expressions.wrong-operator' : 'expressions.unknown-field';
  return [{ path: 'sort.by', code, details: { field: sort.by } }];
}

/** @param sort has no `orderProblems` */
export function orderOf(sort: Sort | undefined, columns: ReadonlyMap<string, SqlColumn>): Order {
  if (!sort) return { by: '', direction: 'down', column: undefined };
  return { by: sort.by, direction: sort.direction, column: columnOf(sort, columns) };
}

function columnOf(sort: Sort, columns: ReadonlyMap<string, SqlColumn>): SqlColumn | undefined {
  return columns.get(sort.by) ?? columns.get(`$${sort.by}`);
}

export function cursorCells(order: Order, { id, value }: Place): (string | number)[] {
  return [order.by, order.direction, value === null ? 0 : 1, value ?? '', id];
}

const isCell: Partial<Record<ValueKind, (cell: string) => boolean>> = {
  text: () => true,
  number: (cell) => /^-?\d{1,40}(\.\d{1,40})?$/.test(cell),
  boolean: (cell) => cell === 'true' || cell === 'false',
  date: (cell) => Value.Check(PlainDate, cell),
  dateTime: (cell) => Value.Check(Instant, cell),
  id: (cell) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cell),
};

/** @throws Problem `base.malformed` when it is no place in this order */
export function placeIn(order: Order, cursor: string | undefined): Place | undefined {
  const cells = decodeCursor(cursor, ['text', 'text', 'number', 'text', 'uuid']);
  if (!cells) return undefined;
  const [by, direction, hasValue, value, id] = cells;
  const isPlace =
    by === order.by &&
    direction === order.direction &&
    (hasValue === 0 || (order.column !== undefined && isCell[order.column.kind]?.(value) === true));
  if (!isPlace) throw new Problem('base.malformed', { reason: 'cursor' });
  return { id, value: hasValue === 0 ? null : value };
}

/**
 * A page as a table expression: rows of `selected` with `sort_part` and `sort_value`; put them in order once more with
 * `inOrder`, for a join does not keep it.
 */
export function pageSql(parts: {
  table: Sql;
  selected: Sql;
  where: Sql;
  order: Order;
  after: Place | undefined;
  limit: number;
}): Sql {
  const { table, selected, where, order, after } = parts;
  // In the text, so that a plan that is kept knows how few rows there will be.
  const limit = raw(String(Math.trunc(parts.limit)));
  const word = raw(order.direction === 'up' ? 'asc' : 'desc');
  const beyond = raw(order.direction === 'up' ? '>' : '<');
  const { column } = order;
  if (!column) {
    const next = after ? sql`and r.id ${beyond} ${after.id}::uuid` : raw('');
    return sql`(select ${selected}, 0 as sort_part, null::text as sort_value from ${table} r
      where ${where} ${next} order by r.id ${word} limit ${limit})`;
  }
  const cell = raw(column.sql);
  const shown = raw(
    column.kind === 'dateTime'
      ? `to_char(${column.sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : `${column.sql}::text`,
  );
  const passed =
    after && after.value !== null
      ? sql`and (${cell}, r.id) ${beyond} (${after.value}::${raw(castOf[column.kind] ?? 'text')}, ${after.id}::uuid)`
      : raw('');
  const passedEmpty = after && after.value === null ? sql`and r.id ${beyond} ${after.id}::uuid` : raw('');
  const filled = sql`(select ${selected}, 0 as sort_part, ${shown} as sort_value from ${table} r
    where ${where} and ${cell} is not null ${passed} order by ${cell} ${word}, r.id ${word} limit ${limit})`;
  const empty = sql`(select ${selected}, 1 as sort_part, null::text as sort_value from ${table} r
    where ${where} and ${cell} is null ${passedEmpty} order by r.id ${word} limit ${limit})`;
  if (after && after.value === null) return empty;
  return sql`(${filled} union all ${empty} limit ${limit})`;
}

/** The order of rows of `pageSql`, its columns reached through the same alias `r`. */
export function inOrder({ column, direction }: Order): Sql {
  const word = direction === 'up' ? 'asc' : 'desc';
  return raw(column ? `r.sort_part, ${column.sql} ${word}, r.id ${word}` : `r.id ${word}`);
}
