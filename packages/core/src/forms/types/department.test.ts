import { describe, expect, test } from 'vitest';
import { idOf } from '../testing/build.ts';
import { cellsOf, readBack, refusals, settled } from '../testing/one-field.ts';

const field = { type: 'department' } as const;

describe('a department', () => {
  test('is an id in lower case', () => {
    expect(settled(field, ` ${idOf(0xabc).toUpperCase()} `)).toBe(idOf(0xabc));
    expect(refusals(field, idOf(0xabc))).toEqual([]);
  });

  test.each(['工程部', 5, [idOf(1)], { id: idOf(1) }])('%o is refused', (value) => {
    expect(refusals(field, value)).toEqual(['wrong-type']);
  });

  test('it comes back from the database as it went', () => {
    expect(readBack(field, cellsOf(field, idOf(1)))).toBe(idOf(1));
    expect(readBack(field, {})).toBeNull();
  });
});
