import { describe, expect, test } from 'vitest';
import { cellsOf, designProblems, readBack, refusals, settled } from '../testing/one-field.ts';

const minutes = { type: 'time' } as const;
const seconds = { type: 'time', seconds: true } as const;

describe('a time of day', () => {
  test.each([
    [minutes, '8:30', '08:30'],
    [minutes, ' ０８：３０ ', '08:30'],
    [minutes, '08:30:00', '08:30'],
    [seconds, '8:30', '08:30:00'],
    [seconds, '23:59:59', '23:59:59'],
  ])('%o: %s is %s', (field, typed, canonical) => {
    expect(settled(field, typed)).toBe(canonical);
    expect(refusals(field, typed)).toEqual([]);
  });

  test.each(['24:00', '8:5', '8.30', '08:60', 830, '08:30:15'])('%s is refused', (value) => {
    expect(refusals(minutes, value)).toEqual(['wrong-type']);
  });

  test('a record with seconds keeps them when they are no longer asked for', () => {
    expect(refusals(minutes, '08:30:15', { previous: '08:30:15' })).toEqual([]);
  });

  test('both ends of the hours are included', () => {
    const day = { earliest: '08:00', latest: '18:00' };
    expect(['08:00', '18:00'].flatMap((value) => refusals({ ...minutes, ...day }, value))).toEqual([]);
    expect(refusals({ ...minutes, ...day }, '07:59')).toEqual(['too-early']);
    expect(refusals({ ...seconds, ...day }, '18:00:00')).toEqual([]);
    expect(refusals({ ...seconds, ...day }, '18:00:01')).toEqual(['too-late']);
    expect(designProblems({ ...minutes, earliest: '18:00', latest: '08:00' })).toEqual(['limits-disordered@earliest']);
  });

  test('it comes back from the database as it went', () => {
    expect(cellsOf(minutes, '8:30')).toEqual({ c_a: '08:30' });
    expect(readBack(minutes, { c_a: '08:30' })).toBe('08:30');
  });
});
