import { describe, expect, test } from 'vitest';
import { cellsOf, designProblems, readBack, refusals } from '../testing/one-field.ts';

describe('a whole number', () => {
  const count = { type: 'integer', min: 0, max: 300 } as const;

  test.each([0, 300, -0])('%s is taken', (value) => {
    expect(refusals(count, value)).toEqual([]);
  });

  test.each([
    [2.5, 'not-whole'],
    [-1, 'too-small'],
    [301, 'too-large'],
    ['5', 'wrong-type'],
    [Number.POSITIVE_INFINITY, 'wrong-type'],
  ])('%s is refused: %s', (value, code) => {
    expect(refusals(count, value)).toEqual([code]);
  });

  test('both reasons are named at once', () => {
    expect(refusals(count, 300.5)).toEqual(['too-large', 'not-whole']);
  });

  test('it lies in a numeric column, from where the driver gives text', () => {
    expect(cellsOf(count, 12)).toEqual({ c_a: 12 });
    expect(readBack(count, { c_a: '12' })).toBe(12);
    expect(readBack(count, { c_a: null })).toBeNull();
  });

  test('limits are whole, and in order', () => {
    expect(designProblems({ type: 'integer', min: 0.5 })).toEqual(['malformed@min']);
    expect(designProblems({ type: 'integer', min: 2, max: 1 })).toEqual(['limits-disordered@min']);
  });
});
