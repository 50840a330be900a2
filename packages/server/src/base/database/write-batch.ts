/**
 * Several modules' writes as one statement. A hot write (a report with its rows, task, events) costs one round trip
 * instead of one per table: measured 5,220 against 2,745 reports per second with a transaction of single statements
 * (`npm run bench -- daily-reports` repeats it). Each module gives a *fragment*, so that it keeps its own SQL; parts
 * of one statement see the same snapshot and commit as one.
 *
 * Fragments may refer to CTEs of fragments before them by name. Parameters are numbered from `$1` in each fragment and
 * are renumbered here; the joined text depends only on the fragments' texts, so PostgreSQL can keep it prepared.
 */
import { createHash } from 'node:crypto';
import type { Queryable } from './sql.ts';

export interface Fragment {
  /** Name of the CTE. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Rows as a table expression of parameters, `<text> as u (…)`. One row, which is what a phone sends, goes as plain
 * values: PostgreSQL then needs no function scan and no arrays (0.2 of 0.8 ms a report).
 * @param types of the columns; lists travel as their text and are cast where they are used
 * @param first number of the first parameter
 */
export function rowsOf(
  types: readonly string[],
  rows: readonly (readonly unknown[])[],
  first = 1,
): { text: string; values: unknown[] } {
  const [only] = rows;
  if (only !== undefined && rows.length === 1) {
    return {
      text: `(values (${types.map((type, index) => `$${index + first}::${type}`).join(', ')}))`,
      values: [...only],
    };
  }
  return {
    text: `unnest(${types.map((type, index) => `$${index + first}::${type}[]`).join(', ')})`,
    values: types.map((_, index) => rows.map((row) => row[index])),
  };
}

const composed = new Map<string, { text: string; name: string }>();

/**
 * @param result what the whole statement answers, e.g. `select id from filed`
 * @returns the rows of `result`
 */
export async function write<Row extends object>(
  db: Queryable,
  fragments: readonly Fragment[],
  result: string,
): Promise<Row[]> {
  const key = `${fragments.map((fragment) => `${fragment.name}\u0000${fragment.text}`).join('\u0001')}\u0001${result}`;
  let statement = composed.get(key);
  if (!statement) {
    statement = compose(fragments, result);
    composed.set(key, statement);
  }
  const values = fragments.flatMap((fragment) => fragment.values);
  return (await db.query({ text: statement.text, name: statement.name, values })).rows as Row[];
}

function compose(fragments: readonly Fragment[], result: string): { text: string; name: string } {
  let offset = 0;
  const parts = fragments.map((fragment) => {
    const shifted = fragment.text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + offset}`);
    offset += fragment.values.length;
    return `${fragment.name} as (${shifted})`;
  });
  const text = `with ${parts.join(',\n')}\n${result}`;
  return { text, name: `w_${createHash('sha1').update(text).digest('hex').slice(0, 20)}` };
}
