import { describe, expect, test } from 'vitest';
import { cellsOf, readBack, refusals, settled } from '../testing/one-field.ts';

const field = { type: 'scan' } as const;

describe('the text of a code', () => {
  test('is taken as it was read, apart from what scanners add around it', () => {
    expect(settled(field, '\u001d6901234567892\r\n')).toBe('6901234567892');
    expect(settled(field, 'https://q.cn/p?id=７')).toBe('https://q.cn/p?id=７');
  });

  test.each([
    ['x'.repeat(1001), 'too-long'],
    ['a\0b', 'unsafe-characters'],
    [6901234567892, 'wrong-type'],
  ])('%s is refused', (value, code) => {
    expect(refusals(field, value)).toEqual([code]);
  });

  test('it comes back from the database as it went', () => {
    expect(readBack(field, cellsOf(field, 'MFZ/ABC4-017'))).toBe('MFZ/ABC4-017');
  });
});
