import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalInstant, isCalendarDay, isCanonicalInstant } from './calendar-day.ts';

test('exactly the days that exist are days', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(13), fc.nat(32), (year, month, day) => {
      const written = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const moved = new Date(`${written}T00:00:00Z`);
      const exists = !Number.isNaN(moved.getTime()) && moved.toISOString().startsWith(written);
      expect(isCalendarDay(written)).toBe(exists);
    }),
    { numRuns: 2000 },
  );
});

test.each(['2024-2-1', '2024-02-30', '0000-01-01', '2024-02-01T00:00', ' 2024-02-01', '', null, 20240201])(
  '%j is no day',
  (value) => expect(isCalendarDay(value)).toBe(false),
);

test('an instant with any offset is written in UTC with milliseconds', () => {
  expect(canonicalInstant('2026-03-15T14:32+08:00')).toBe('2026-03-15T06:32:00.000Z');
  expect(canonicalInstant('2026-03-15T06:32:10.123456Z')).toBe('2026-03-15T06:32:10.123Z');
});

test.each([
  '2026-03-15T06:32:10',
  '2026-02-29T06:32:10Z',
  '2026-03-15T24:00:00Z',
  '0001-01-01T00:00:00+08:00',
  'now',
  5,
])('%j is no instant', (value) => expect(canonicalInstant(value)).toBeUndefined());

test('only the canonical form counts as canonical', () => {
  expect(isCanonicalInstant('2026-03-15T06:32:10.123Z')).toBe(true);
  expect(isCanonicalInstant('2026-03-15T06:32:10Z')).toBe(false);
});
