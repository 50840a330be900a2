import type { Location } from '@anshao/core/forms/types/location.ts';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { askPlace, metresBetween, moved, reread, shifted } from './places.ts';

const place: Location = { latitude: 29.87, longitude: 121.55, accuracy: 8, corrected: false, source: 'wgs84' };

test('a place moved by hand is marked, and how exact the device was no longer counts', () => {
  expect(moved(place, { latitude: 29.871, longitude: 121.551 })).toEqual({
    latitude: 29.871,
    longitude: 121.551,
    accuracy: null,
    corrected: true,
    source: 'wgs84',
  });
});

test('a reading taken for GCJ-02 lies some hundred metres off, and the way back leads where it began', () => {
  const other = reread(place, 'gcj02');
  expect(other).toMatchObject({ source: 'gcj02', accuracy: 8, corrected: false });
  expect(metresBetween(place, other)).toBeGreaterThan(100);
  expect(metresBetween(place, other)).toBeLessThan(1000);
  expect(metresBetween(place, reread(other, 'wgs84'))).toBeLessThan(0.1);
});

test('the same reading twice is the same place', () => {
  expect(reread(place, 'wgs84')).toBe(place);
});

test('so many metres east and north are so many metres', () => {
  const metres = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(metres, metres, (east, north) => {
      expect(metresBetween(place, shifted(place, east, north))).toBeCloseTo(Math.hypot(east, north), 0);
    }),
  );
});

afterEach(() => vi.unstubAllGlobals());

test('the browser’s place is taken as it is', async () => {
  const getCurrentPosition = (tell: (found: object) => void) =>
    tell({ coords: { latitude: 29.87, longitude: 121.55, accuracy: 7.96 } });
  vi.stubGlobal('navigator', { geolocation: { getCurrentPosition } });
  expect(await askPlace()).toEqual({ ...place, accuracy: 8 });
});

test('where the browser gives none, WeChat’s place is converted and says so', async () => {
  vi.stubGlobal('navigator', {
    geolocation: { getCurrentPosition: (_: unknown, refuse: (error: Error) => void) => refuse(new Error('denied')) },
  });
  vi.stubGlobal('wx', {
    getLocation: ({ success }: { success: (answer: object) => void }) =>
      success({ latitude: 29.87, longitude: 121.55, accuracy: 20 }),
  });
  const found = await askPlace();
  expect(found).toMatchObject({ source: 'gcj02', accuracy: 20, corrected: false });
  expect(metresBetween(found, place)).toBeGreaterThan(100);
});

test('without either the browser’s reason is told', async () => {
  vi.stubGlobal('navigator', {
    geolocation: { getCurrentPosition: (_: unknown, refuse: (error: Error) => void) => refuse(new Error('denied')) },
  });
  await expect(askPlace()).rejects.toThrow('denied');
});
