import { describe, expect, test } from 'vitest';
import { cellsOf, designProblems, readBack, refusals } from '../testing/one-field.ts';

describe('a rating', () => {
  test('counts stars from one to five unless more are offered', () => {
    expect([1, 5].flatMap((stars) => refusals({ type: 'rating' }, stars))).toEqual([]);
    expect(refusals({ type: 'rating', max: 10 }, 10)).toEqual([]);
  });

  test.each([
    [0, 'too-small'],
    [6, 'too-large'],
    [3.5, 'not-whole'],
    ['3', 'wrong-type'],
  ])('%s is refused: %s', (value, code) => {
    expect(refusals({ type: 'rating' }, value)).toEqual([code]);
  });

  test('more than ten stars are not offered', () => {
    expect(designProblems({ type: 'rating', max: 11 })).toEqual(['malformed@max']);
  });

  test('it comes back from the database as it went', () => {
    expect(readBack({ type: 'rating' }, cellsOf({ type: 'rating' }, 4))).toBe(4);
  });
});
