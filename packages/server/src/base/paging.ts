/** Keyset cursors: opaque to callers, a short JSON list to us. */
import { Problem } from '@anshao/core/base/errors.ts';

export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws Problem `base.malformed` when it is not a cursor of this length */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === length && values.every(isCell)) return values;
  } catch {
    // falls through: not JSON at all is the same mistake as the wrong JSON
  }
  throw new Problem('base.malformed', { reason: 'cursor' });
}

function isCell(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

/** Rows were fetched with `limit + 1`; the extra one only tells that there is a next page. */
export function page<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number | null)[],
): { rows: Row[]; next?: string } {
  if (rows.length <= limit) return { rows: [...rows] };
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, ...(last !== undefined && { next: encodeCursor(cursorOf(last)) }) };
}
