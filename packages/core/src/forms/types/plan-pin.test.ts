import { describe, expect, test } from 'vitest';
import { idOf } from '../testing/build.ts';
import { cellsOf, designProblems, readBack, refusals, settled } from '../testing/one-field.ts';

const plans = [
  { file: idOf(1), name: '地下一层' },
  { file: idOf(2), name: '屋面' },
];
const field = { type: 'planPin', plans } as const;
const pin = (x: unknown, y: unknown, plan: unknown = idOf(1)) => ({ plan, x, y });

describe('a pin on a plan', () => {
  test('may stand anywhere on the picture, its edges included', () => {
    for (const value of [pin(0, 0), pin(1, 1), pin(0.25, 0.5, idOf(2).toUpperCase())])
      expect(refusals(field, value)).toEqual([]);
  });

  test.each([
    [pin(1.01, 0.5), 'beside-plan'],
    [pin(0.5, -0.01), 'beside-plan'],
    [pin(0.5, 0.5, idOf(3)), 'unknown-plan'],
    [pin('0.5', 0.5), 'wrong-type'],
    [pin(Number.NaN, 0.5), 'wrong-type'],
    [pin(0.5, 0.5, '屋面'), 'wrong-type'],
    [{ ...pin(0, 0), z: 1 }, 'wrong-type'],
    [[0.5, 0.5], 'wrong-type'],
  ])('%o is refused: %s', (value, code) => {
    expect(refusals(field, value)).toEqual([code]);
  });

  test('both reasons are named at once', () => {
    expect(refusals(field, pin(2, 0, idOf(3)))).toEqual(['unknown-plan', 'beside-plan']);
  });

  test('on a plan that was replaced since, it stays where it is', () => {
    expect(refusals(field, pin(0.1, 0.1, idOf(3)), { previous: pin(0.2, 0.2, idOf(3)) })).toEqual([]);
  });

  test('cannot be required before there is a plan, and no plan stands twice', () => {
    expect(designProblems({ type: 'planPin' })).toEqual([]);
    expect(designProblems({ type: 'planPin', required: true })).toEqual(['no-plans@plans']);
    expect(designProblems({ ...field, required: true })).toEqual([]);
    expect(designProblems({ ...field, plans: [...plans, plans[0] as never] })).toEqual([
      'duplicate-plan@plans[2].file',
    ]);
  });

  test('lies in three columns and comes back from them', () => {
    expect(cellsOf(field, pin(-0, 0.5))).toEqual({ c_a__plan: idOf(1), c_a__x: 0, c_a__y: 0.5 });
    expect(readBack(field, { c_a__plan: idOf(1), c_a__x: 0, c_a__y: 0.5 })).toEqual(pin(0, 0.5));
    expect(readBack(field, { c_a__plan: null, c_a__x: null, c_a__y: null })).toBeNull();
    expect(settled(field, null)).toBeNull();
  });
});
