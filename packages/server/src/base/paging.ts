/** Keyset cursors: opaque to callers, a short JSON list to us. */
import { Problem } from '@anshao/core/base/errors.ts';
import { Id, Instant, PlainDate } from '@anshao/core/base/schemas.ts';
import { Value } from '@anshao/core/base/value.ts';

export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** What each part of a cursor is. A part that is none would otherwise reach the database and fail there. */
const kinds = {
  date: (cell: unknown) => Value.Check(PlainDate, cell),
  instant: (cell: unknown) => Value.Check(Instant, cell),
  uuid: (cell: unknown) => Value.Check(Id, cell),
  /** PostgreSQL takes every letter but U+0000. */
  text: (cell: unknown) => typeof cell === 'string' && !cell.includes('\0'),
  /** A count within PostgreSQL's `integer`. */
  number: (cell: unknown) => Number.isInteger(cell) && Math.abs(cell as number) <= 2_147_483_647,
  seq: (cell: unknown) => Number.isSafeInteger(cell) && (cell as number) >= 0,
  /** PostgreSQL's `xid8` as text: it may pass 2^53. */
  xid: (cell: unknown) => typeof cell === 'string' && /^\d{1,20}$/.test(cell) && BigInt(cell) < 2n ** 64n,
  /** Any finite number or null; whoever asks for it looks at it closer. */
  measure: (cell: unknown) => cell === null || (typeof cell === 'number' && Number.isFinite(cell)),
} as const satisfies Record<string, (cell: unknown) => boolean>;

export type CursorKind = keyof typeof kinds;
interface Cells {
  date: string;
  instant: string;
  uuid: string;
  text: string;
  number: number;
  seq: number;
  xid: string;
  measure: number | null;
}
type CellsOf<Kinds extends readonly CursorKind[]> = { -readonly [Index in keyof Kinds]: Cells[Kinds[Index]] };

/**
 * @param parts the kinds of what `page` put in, in that order
 * @throws Problem `base.malformed` when it is not such a cursor
 */
export function decodeCursor<const Kinds extends readonly CursorKind[]>(
  cursor: string | undefined,
  parts: Kinds,
): CellsOf<Kinds> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isOurs =
      Array.isArray(values) && values.length === parts.length && parts.every((kind, at) => kinds[kind](values[at]));
    // Each cell has just been checked to be what its kind says.
    if (isOurs) return values as CellsOf<Kinds>;
  } catch {
    // falls through: not JSON at all is the same mistake as the wrong JSON
  }
  throw new Problem('base.malformed', { reason: 'cursor' });
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
