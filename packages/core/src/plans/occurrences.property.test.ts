import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanTiming } from './contract.ts';
import { localDate, localTime, occurrences, taskTimes, timingFor } from './occurrences.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const date = fc
  .integer({ min: 0, max: 4000 })
  .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());
const timing: fc.Arbitrary<PlanTiming> = fc.record({
  publishTime: time,
  dueTime: time,
  graceMinutes: fc.integer({ min: 0, max: 1440 }),
  backfillDays: fc.integer({ min: 0, max: 60 }),
  reminderTimes: fc.array(time, { maxLength: 3 }),
  days: fc.constantFrom('every' as const, 'workdays' as const),
});
const zone = fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia');
const plan = (of: PlanTiming, startsOn = '2020-01-01', endsOn: string | null = null) => ({
  status: 'active' as const,
  timing: of,
  districts: {},
  startsOn,
  endsOn,
});

test('the four moments of a task are in order in every zone, clock changes included', () => {
  fc.assert(
    fc.property(timing, date, zone, (of, on, timeZone) => {
      const times = taskTimes(of, on, timeZone);
      expect(times.publishedAt.getTime()).toBeLessThanOrEqual(times.dueAt.getTime());
      expect(times.dueAt.getTime()).toBeLessThanOrEqual(times.graceUntil.getTime());
      expect(times.graceUntil.getTime()).toBeLessThanOrEqual(times.closesAt.getTime());
    }),
  );
});

test('two halves of a span expect exactly what the whole span expects', () => {
  fc.assert(
    fc.property(
      timing,
      date,
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (of, from, one, two) => {
        const middle = Temporal.PlainDate.from(from).add({ days: one });
        const end = middle.add({ days: two });
        const whole = occurrences(plan(of), 'd', from, end.toString(), new Map());
        const halves = [
          ...occurrences(plan(of), 'd', from, middle.toString(), new Map()),
          ...occurrences(plan(of), 'd', middle.add({ days: 1 }).toString(), end.toString(), new Map()),
        ];
        expect(halves).toEqual(whole);
      },
    ),
  );
});

test('in Shanghai a due time reads back as the same wall-clock time on the same day', () => {
  fc.assert(
    fc.property(timing, date, (of, on) => {
      const { publishedAt } = taskTimes(of, on, 'Asia/Shanghai');
      expect(localDate(publishedAt, 'Asia/Shanghai')).toBe(on);
      expect(localTime(publishedAt, 'Asia/Shanghai')).toBe(of.publishTime);
    }),
  );
});

test('workdays skip weekends and holidays and keep swap working days', () => {
  const calendar = new Map([
    ['2026-02-17', { name: '春节', working: false }],
    ['2026-02-14', { name: '春节', working: true }],
  ]);
  const base: PlanTiming = {
    publishTime: '00:10',
    dueTime: '18:00',
    graceMinutes: 0,
    backfillDays: 3,
    reminderTimes: [],
    days: 'workdays',
  };
  expect(occurrences(plan(base), 'd', '2026-02-13', '2026-02-18', calendar)).toEqual([
    '2026-02-13',
    '2026-02-14',
    '2026-02-16',
    '2026-02-18',
  ]);
});

test('a district’s differences win over the plan and leave the others alone', () => {
  const base: PlanTiming = {
    publishTime: '00:10',
    dueTime: '18:00',
    graceMinutes: 0,
    backfillDays: 3,
    reminderTimes: [],
    days: 'every',
  };
  const both = { timing: base, districts: { far: { backfillDays: 7 } } };
  expect(timingFor(both, 'far')).toEqual({ ...base, backfillDays: 7 });
  expect(timingFor(both, 'near')).toEqual(base);
});

test('the back-fill window closes at midnight after its last day', () => {
  const of: PlanTiming = {
    publishTime: '00:10',
    dueTime: '18:00',
    graceMinutes: 30,
    backfillDays: 3,
    reminderTimes: [],
    days: 'every',
  };
  const times = taskTimes(of, '2024-04-14', 'Asia/Shanghai');
  expect(times.publishedAt.toISOString()).toBe('2024-04-13T16:10:00.000Z');
  expect(times.dueAt.toISOString()).toBe('2024-04-14T10:00:00.000Z');
  expect(times.graceUntil.toISOString()).toBe('2024-04-14T10:30:00.000Z');
  expect(times.closesAt.toISOString()).toBe('2024-04-17T16:00:00.000Z');
});
