import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInChina, metresBetween, toGcj02, toWgs84 } from './coordinates.ts';

const anywhere = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
// A degree from the edges of the rectangle, so that the shift cannot lead across them.
const within = fc.record({
  latitude: fc.double({ min: 2, max: 54.5, noNaN: true }),
  longitude: fc.double({ min: 73, max: 136.5, noNaN: true }),
});

describe('coordinates', () => {
  test('there and back again ends within a metre of where it began', () => {
    fc.assert(
      fc.property(within, (place) => {
        expect(metresBetween(toWgs84(toGcj02(place)), place)).toBeLessThan(0.01);
        expect(metresBetween(toGcj02(toWgs84(place)), place)).toBeLessThan(0.01);
      }),
      { numRuns: 2000 },
    );
  });

  test('inside China maps are moved by a good hundred metres, outside not at all', () => {
    fc.assert(
      fc.property(anywhere, (place) => {
        const moved = toGcj02(place);
        if (!isInChina(place)) expect(moved).toEqual(place);
        else expect(metresBetween(place, moved)).toBeLessThan(2000);
      }),
    );
  });

  test('a place in Beijing moves as other programs for this formula move it', () => {
    const moved = toGcj02({ latitude: 39.915, longitude: 116.404 });
    expect(moved.latitude).toBeCloseTo(39.916_404_281_5, 9);
    expect(moved.longitude).toBeCloseTo(116.410_244_499_2, 9);
  });

  test('distances are metres', () => {
    expect(metresBetween({ latitude: 30, longitude: 120 }, { latitude: 30.001, longitude: 120 })).toBeCloseTo(111.2, 1);
    expect(metresBetween({ latitude: 60, longitude: 120 }, { latitude: 60, longitude: 120.001 })).toBeCloseTo(55.6, 1);
  });
});
