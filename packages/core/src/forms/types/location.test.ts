import { describe, expect, test } from 'vitest';
import { cellsOf, readBack, refusals, settled } from '../testing/one-field.ts';

const field = { type: 'location' } as const;
const place = { latitude: 29.9, longitude: 121.5, accuracy: 8, corrected: false };

describe('a place', () => {
  test('from a phone that says nothing about its coordinates is WGS-84', () => {
    expect(settled(field, { latitude: 29.9, longitude: -0 })).toEqual({
      latitude: 29.9,
      longitude: 0,
      accuracy: null,
      corrected: false,
      source: 'wgs84',
    });
  });

  test('tells what the phone spoke', () => {
    expect(refusals(field, { ...place, source: 'gcj02' })).toEqual([]);
    expect(refusals(field, { ...place, source: 'bd09' })).toEqual(['wrong-type']);
  });

  test('lies in five columns and comes back from them, also where the fifth is younger than the record', () => {
    const value = { ...place, source: 'gcj02' };
    const cells = cellsOf(field, value);
    expect(cells).toEqual({
      c_a__lat: 29.9,
      c_a__lng: 121.5,
      c_a__accuracy: 8,
      c_a__corrected: false,
      c_a__source: 'gcj02',
    });
    expect(readBack(field, cells)).toEqual(value);
    expect(readBack(field, { ...cells, c_a__source: null })).toEqual({ ...value, source: 'wgs84' });
    expect(readBack(field, {})).toBeNull();
  });
});
