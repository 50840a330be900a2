import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  civilOf,
  dayMs,
  dayOf,
  dayOfSerial,
  firstDay,
  fromWall,
  isDay,
  lastDay,
  readDay,
  readTime,
  serialOf,
  toWall,
  weekdayOf,
  writeDay,
  writeTime,
} from './moments.ts';

const day = fc.integer({ min: firstDay, max: lastDay });

test('days are named as the calendar names them', () => {
  fc.assert(
    fc.property(day, (days) => {
      const plain = Temporal.PlainDate.from('1970-01-01').add({ days });
      expect(writeDay(days)).toBe(plain.toString());
      expect(readDay(writeDay(days))).toBe(days);
      expect(weekdayOf(days)).toBe(plain.dayOfWeek);
      const { year, month, day: of } = civilOf(days);
      expect(dayOf(year, month, of)).toBe(days);
      if (days !== -25_509) expect(dayOfSerial(serialOf(days))).toBe(days);
    }),
  );
  expect([isDay(firstDay - 1), isDay(firstDay), isDay(lastDay), isDay(lastDay + 1)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([writeDay(firstDay), writeDay(lastDay)]).toEqual(['0001-01-01', '9999-12-31']);
});

test('months and days outside their ranges carry over', () => {
  expect(writeDay(dayOf(2024, 14, 1))).toBe('2025-02-01');
  expect(writeDay(dayOf(2024, 0, 1))).toBe('2023-12-01');
  expect(writeDay(dayOf(2024, 3, 0))).toBe('2024-02-29');
});

test.each([
  ['2024-02-30', undefined],
  ['0000-01-01', undefined],
  ['2024-2-3', undefined],
])('%s is no day', (text, expected) => {
  expect(readDay(text)).toBe(expected);
});

test('times are written without needless seconds', () => {
  expect(writeTime(52_200)).toBe('14:30');
  expect(writeTime(5)).toBe('00:00:05');
  expect([readTime('14:30'), readTime('14:30:05'), readTime('24:00'), readTime('1:00')]).toEqual([
    52_200,
    52_205,
    undefined,
    undefined,
  ]);
});

test('serial numbers are those of spreadsheets', () => {
  expect(serialOf(readDay('1900-01-01') as number)).toBe(1);
  expect(serialOf(readDay('1900-03-01') as number)).toBe(61);
  expect(serialOf(readDay('2024-03-15') as number)).toBe(45_366);
});

test('the wall clock of a zone is read and set as the zone database says', () => {
  const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'UTC', 'Asia/Kathmandu', 'Pacific/Apia');
  const moment = fc.integer({ min: -600_000_000_000, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(moment, zone, (at, timeZone) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
      const wall = toWall(at, timeZone);
      expect(wall - at).toBe(zoned.offsetNanoseconds / 1e6);
      const back = fromWall(wall, timeZone);
      expect(toWall(back, timeZone)).toBe(wall);
      if (back !== at) expect(Math.abs(back - at)).toBeLessThanOrEqual(dayMs);
    }),
  );
});

test('an hour that is shown twice is the later one, an hour that is skipped moves on', () => {
  const at = (text: string) => new Date(fromWall(Date.parse(`${text}Z`), 'Europe/Berlin')).toISOString();
  expect(at('2024-10-27T02:30:00')).toBe('2024-10-27T01:30:00.000Z');
  expect(at('2024-03-31T02:30:00')).toBe('2024-03-31T01:30:00.000Z');
});
