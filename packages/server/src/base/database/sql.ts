/**
 * SQL is written by hand and sent through `pg`; this template tag joins pieces with their parameters, so that no value
 * is ever pasted into text. `raw` is for names that the program made itself (form tables), never for what users typed.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';

export { default as sql, empty, join, raw, Sql } from 'sql-template-tag';

import type { Sql } from 'sql-template-tag';

/** A pool, or the client of a running transaction: a store's first argument. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** A store function that must not be given the bare pool takes this: several statements that commit as one. */
export type Transaction = pg.PoolClient & { readonly inTransaction: true };

export async function many<Row extends pg.QueryResultRow>(db: Queryable, query: Sql): Promise<Row[]> {
  return (await db.query<Row>({ text: query.text, values: query.values })).rows;
}

const names = new Map<string, string>();

/**
 * For hot reads: each connection keeps the statement prepared, and its plan once that pays. Only for texts of which
 * there are few: what differs from call to call must be a parameter.
 */
export async function manyPrepared<Row extends pg.QueryResultRow>(db: Queryable, query: Sql): Promise<Row[]> {
  const { text, values } = query;
  let name = names.get(text);
  if (name === undefined) {
    name = `r_${createHash('sha1').update(text).digest('hex').slice(0, 20)}`;
    names.set(text, name);
  }
  return (await db.query<Row>({ name, text, values })).rows;
}

export async function maybeOne<Row extends pg.QueryResultRow>(db: Queryable, query: Sql): Promise<Row | undefined> {
  return (await many<Row>(db, query))[0];
}

/** @throws Error when the statement gave no row; use it where that would be a bug */
export async function one<Row extends pg.QueryResultRow>(db: Queryable, query: Sql): Promise<Row> {
  const row = await maybeOne<Row>(db, query);
  if (row === undefined) throw new Error(`expected a row from: ${query.text.slice(0, 200)}`);
  return row;
}

/** @returns how many rows were written */
export async function run(db: Queryable, query: Sql): Promise<number> {
  return (await db.query({ text: query.text, values: query.values })).rowCount ?? 0;
}
