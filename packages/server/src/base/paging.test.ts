import { expect, test } from 'vitest';
import { type CursorKind, decodeCursor, encodeCursor } from './paging.ts';

const id = '01900000-0000-7000-8000-00000000ffff';

test('a cursor of ours is read back as it was made', () => {
  const cells = ['2026-03-16', '2026-03-16T02:00:00.000Z', id, '东晖苑', 3, '18446744073709551615', 7, null] as const;
  expect(
    decodeCursor(encodeCursor(cells), ['date', 'instant', 'uuid', 'text', 'number', 'xid', 'seq', 'measure']),
  ).toEqual(cells);
  expect(decodeCursor(undefined, ['uuid'])).toBeUndefined();
});

const wrong: [CursorKind, (string | number | null)[]][] = [
  ['date', ['2026-02-30', '0000-01-01', 'x', 20260101, null]],
  ['instant', ['2026-03-16', '2026-02-30T00:00:00.000Z', '0000-01-01T00:00:00.000Z', 'now', 0, null]],
  ['uuid', ['not-uuid', `${id}0`, 1, null]],
  ['text', ['a\0b', 1, null]],
  ['number', [1.5, 1e30, '1', null]],
  ['xid', ['18446744073709551616', '-1', 'x', 1, null]],
  ['seq', [-1, 1e300, '1', null]],
  ['measure', ['1']],
];

test.each(wrong)('a cell that is no %s is refused as a cursor of nobody', (kind, cells) => {
  for (const cell of cells) {
    expect(() => decodeCursor(encodeCursor([cell]), [kind]), String(cell)).toThrow(
      expect.objectContaining({ code: 'base.malformed', details: { reason: 'cursor' } }),
    );
  }
});
