import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameNumber, readNumber, roundTo, shortened, writeNumber } from './decimal.ts';

test.each([
  [2.675, 2, 2.68],
  [1.005, 2, 1.01],
  [-2.675, 2, -2.68],
  [600.425, 2, 600.43],
  [2.15, 1, 2.2],
  [0.5, 0, 1],
  [-0.4, 0, 0],
  [1234.5, -2, 1200],
  [1250, -2, 1300],
  [49, -2, 0],
  [50, -2, 100],
  [5e22, -23, 1e23],
  [1e-7, 3, 0],
  [0.1 + 0.2, 1, 0.3],
  [123456789012345680, 2, 123456789012346000],
])('%d rounded to %d places is %d', (value, places, expected) => {
  expect(roundTo(value, places, 'nearest')).toBe(expected);
});

test.each([
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.333333333333333'],
  [1e21, '1E+21'],
  [1e20, '100000000000000000000'],
  [-2.5e-7, '-2.5E-07'],
  [0.000001, '0.000001'],
  [123456789012345680, '123456789012346000'],
  [-12.5, '-12.5'],
  // Both are written 18023031804687650 by JavaScript, which lies half way between them.
  [18023031804687648, '18023031804687600'],
  [18023031804687652, '18023031804687700'],
  [999999999999999.9, '1000000000000000'],
])('%d is written %s', (value, expected) => {
  expect(writeNumber(value)).toBe(expected);
});

test.each([
  ['1,234.5', 1234.5],
  [' 12 ', 12],
  ['50%', 0.5],
  ['-1e3', -1000],
  ['.5', 0.5],
  ['5.', 5],
  ['', undefined],
  ['.', undefined],
  ['%', undefined],
  ['e5', undefined],
  ['1,23', undefined],
  ['1 2', undefined],
  ['1e999', undefined],
  ['1e-200', 0],
  ['12a', undefined],
])('%j is read as %s', (text, expected) => {
  expect(readNumber(text)).toBe(expected);
});

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
  fc.double({ noNaN: true, min: -1e100, max: 1e100 }),
  fc.tuple(fc.integer(), fc.nat(12)).map(([digits, places]) => Number(`${digits}e-${places}`)),
);

test('what is written reads back as the number that people see', () => {
  fc.assert(
    fc.property(number, (value) => {
      fc.pre(Math.abs(value) >= 1e-90);
      expect(readNumber(writeNumber(value))).toBe(shortened(value));
      expect(shortened(shortened(value))).toBe(shortened(value));
      expect(isSameNumber(value, shortened(value)) || value === shortened(value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the quick way of rounding and the way by digits agree', () => {
  const places = fc.integer({ min: -3, max: 6 });
  fc.assert(
    fc.property(number, places, fc.constantFrom('nearest', 'down', 'up'), (value, to, rounding) => {
      const rounded = roundTo(value, to, rounding);
      // Rounded once more with so many places that only the way by digits serves.
      expect(roundTo(roundTo(value, to, rounding), to, rounding)).toBe(rounded);
      const short = shortened(value);
      const step = 10 ** -to;
      if (Math.abs(short) < 1e12 * step && Math.abs(short) > 1e-80) {
        const away = (Math.abs(rounded) - Math.abs(short)) / step;
        const [from, upTo] = { nearest: [-0.5, 0.5], down: [-1, 0], up: [0, 1] }[rounding] as [number, number];
        expect(away).toBeGreaterThanOrEqual(from - 1e-3);
        expect(away).toBeLessThanOrEqual(upTo + 1e-3);
      }
    }),
    { numRuns: 3000 },
  );
});
