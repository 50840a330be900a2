import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterQuietHours, defaultQuietHours } from './quiet-hours.ts';

const at = (iso: string) => new Date(iso);

test.each([
  ['2026-03-16T13:59:59Z', '2026-03-16T13:59:59Z', 'a minute before ten in the evening'],
  ['2026-03-16T14:00:00Z', '2026-03-16T23:00:00Z', 'at ten, until seven the next morning'],
  ['2026-03-16T20:30:00Z', '2026-03-16T23:00:00Z', 'after midnight, until seven the same morning'],
  ['2026-03-16T23:00:00Z', '2026-03-16T23:00:00Z', 'at seven sharp'],
])('%s goes out at %s (%s)', (asked, sent) => {
  expect(afterQuietHours(at(asked), defaultQuietHours)).toEqual(at(sent));
});

test('quiet hours within one day end on that day', () => {
  const nap = { ...defaultQuietHours, from: '12:30', until: '14:00' };
  expect(afterQuietHours(at('2026-03-16T05:00:00Z'), nap)).toEqual(at('2026-03-16T06:00:00Z'));
  expect(afterQuietHours(at('2026-03-16T15:00:00Z'), nap)).toEqual(at('2026-03-16T15:00:00Z'));
});

test('equal times mean that no hour is quiet', () => {
  const none = { ...defaultQuietHours, from: '07:00', until: '07:00' };
  expect(afterQuietHours(at('2026-03-16T23:00:00Z'), none)).toEqual(at('2026-03-16T23:00:00Z'));
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

test('never earlier than asked, never a day later, and never quiet itself', () => {
  fc.assert(
    fc.property(
      fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true }),
      time,
      time,
      (asked, from, until) => {
        const quiet = { from, until, timeZone: 'Asia/Shanghai' };
        const sent = afterQuietHours(asked, quiet);
        expect(sent.getTime()).toBeGreaterThanOrEqual(asked.getTime());
        expect(sent.getTime() - asked.getTime()).toBeLessThanOrEqual(86_400_000);
        expect(afterQuietHours(sent, quiet)).toEqual(sent);
      },
    ),
  );
});
