import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, designProblems, problemsOf, readBack, refusals, settled } from '../testing/one-field.ts';

describe('a percentage', () => {
  const share = { type: 'percentage', min: 0, max: 1, decimals: 1 } as const;

  test.each([0, 0.155, 1])('%s is taken', (value) => {
    expect(refusals(share, value)).toEqual([]);
  });

  test.each([
    [0.1555, 'too-precise'],
    [1.001, 'too-large'],
    [-0.1, 'too-small'],
    ['15%', 'wrong-type'],
  ])('%s is refused: %s', (value, code) => {
    expect(refusals(share, value)).toEqual([code]);
  });

  test('limits are told in per cent', () => {
    expect(problemsOf(share, 1.5)).toEqual([{ path: '', code: 'forms.too-large', details: { max: '100%' } }]);
    expect(problemsOf(share, 0.1234)).toEqual([{ path: '', code: 'forms.too-precise', details: { decimals: 1 } }]);
    expect(problemsOf({ type: 'percentage' }, 0.155)).toEqual([{ path: '', code: 'forms.not-whole' }]);
  });

  test('whatever per cent was typed, its division by a hundred is precise enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (tenths) => {
        expect(refusals(share, tenths / 10 / 100)).toEqual([]);
        expect(refusals(share, tenths * 0.001)).toEqual([]);
      }),
    );
  });

  test('noise of arithmetic is dropped', () => {
    expect(settled(share, 0.1 + 0.2)).toBe(0.3);
    expect(cellsOf(share, 0.1 + 0.2)).toEqual({ c_a: 0.3 });
    expect(readBack(share, { c_a: '0.155' })).toBe(0.155);
  });

  test('limits are in order', () => {
    expect(designProblems({ type: 'percentage', min: 1, max: 0.5 })).toEqual(['limits-disordered@min']);
  });
});
