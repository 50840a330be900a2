import { describe, expect, test } from 'vitest';
import { cellsOf, problemsOf, readBack, refusals, settled } from '../testing/one-field.ts';

const range = { type: 'dateRange' } as const;
const days = (from: unknown, to?: unknown) => ({ from, to });

describe('a range of days', () => {
  test('may be a single day', () => {
    expect(refusals(range, days('2026-03-15', '2026-03-15'))).toEqual([]);
  });

  test.each([
    [days('2026-03-15', '2026-03-14'), 'range-reversed'],
    [days('2026-03-15'), 'range-open'],
    [days(null, '2026-03-15'), 'wrong-type'],
    [days('2026-02-30', '2026-03-15'), 'wrong-type'],
    [{ from: '2026-03-15', to: null, days: 3 }, 'wrong-type'],
    ['2026-03-15', 'wrong-type'],
    [['2026-03-15', '2026-03-16'], 'wrong-type'],
  ])('%o is refused: %s', (value, code) => {
    expect(refusals(range, value)).toEqual([code]);
  });

  test('its end stays open only where that is allowed', () => {
    expect(refusals({ ...range, openEnd: true, maxDays: 3 }, days('2026-03-15', ''))).toEqual([]);
  });

  test('both days count towards its length, also over leap days and the end of a year', () => {
    const short = { ...range, maxDays: 3 };
    expect(refusals(short, days('2028-02-28', '2028-03-01'))).toEqual([]);
    expect(problemsOf(short, days('2026-12-30', '2027-01-02'))).toEqual([
      { path: '', code: 'forms.range-long', details: { max: 3, count: 4 } },
    ]);
  });

  test('without days it is nothing', () => {
    expect(settled(range, days('', null))).toBeNull();
    expect(settled(range, {})).toBeNull();
  });

  test('its days lie in two columns', () => {
    const value = { from: '2026-03-15', to: null };
    expect(cellsOf(range, value)).toEqual({ c_a__from: '2026-03-15', c_a__to: null });
    expect(readBack(range, { c_a__from: '2026-03-15', c_a__to: null })).toEqual(value);
    expect(readBack(range, {})).toBeNull();
  });
});
