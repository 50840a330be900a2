import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffSeconds, climb, coverSecrets, fillText, type LadderStep, type OutsideChannel } from './ladder.ts';
import { defaultQuietHours } from './quiet-hours.ts';

const steps: LadderStep[] = [
  { channel: 'weChat', afterMinutes: 0, unless: 'read' },
  { channel: 'sms', afterMinutes: 15, unless: 'delivered' },
];
const reach = (...channels: OutsideChannel[]) => new Set(channels);
const morning = new Date('2026-03-16T02:00:00Z');

test('in the product and by WeChat at once, by text message after the wait', () => {
  expect(climb({ steps, keepsQuietHours: true }, reach('weChat', 'sms'), morning, defaultQuietHours)).toEqual([
    { channel: 'inApp', position: 0, notBefore: morning },
    { channel: 'weChat', position: 1, notBefore: morning },
    { channel: 'sms', position: 2, notBefore: new Date('2026-03-16T02:15:00Z') },
  ]);
});

test('without WeChat the text message does not wait', () => {
  expect(climb({ steps, keepsQuietHours: true }, reach('sms'), morning, defaultQuietHours)[1]).toEqual({
    channel: 'sms',
    position: 1,
    notBefore: morning,
  });
});

test('at night only the product shows it; the waits begin in the morning', () => {
  const night = new Date('2026-03-16T15:00:00Z');
  const times = climb({ steps, keepsQuietHours: true }, reach('weChat', 'sms'), night, defaultQuietHours).map(
    (rung) => rung.notBefore,
  );
  expect(times).toEqual([night, new Date('2026-03-16T23:00:00Z'), new Date('2026-03-16T23:15:00Z')]);
  const code = climb({ steps, keepsQuietHours: false }, reach('sms'), night, defaultQuietHours);
  expect(code[1]?.notBefore).toEqual(night);
});

test('whoever cannot be reached outside has it in the product', () => {
  expect(climb({ steps, keepsQuietHours: true }, reach(), morning, defaultQuietHours)).toHaveLength(1);
});

test('positions and times only go up', () => {
  const step = fc.record({
    channel: fc.constantFrom<OutsideChannel>('weChat', 'sms'),
    afterMinutes: fc.integer({ min: 0, max: 600 }),
    unless: fc.constantFrom<'read' | 'delivered'>('read', 'delivered'),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 5 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 1440 }),
      (some, quiet, minute) => {
        const now = new Date(morning.getTime() + minute * 60_000);
        const rungs = climb({ steps: some, keepsQuietHours: quiet }, reach('weChat', 'sms'), now, defaultQuietHours);
        rungs.forEach((rung, index) => {
          expect(rung.position).toBe(index);
          expect(rung.notBefore.getTime()).toBeGreaterThanOrEqual((rungs[index - 1]?.notBefore ?? now).getTime());
        });
      },
    ),
  );
});

test('the pause doubles, and is never shorter than the vendor asks', () => {
  expect([1, 2, 3, 4, 5].map((attempt) => backOffSeconds(attempt))).toEqual([30, 60, 120, 240, 480]);
  expect(backOffSeconds(1, 3600)).toBe(3600);
});

test('no secret value is left in the covered text or its values', () => {
  const covered = coverSecrets('验证码 123456，5 分钟内有效。', { code: '123456', minutes: '5' }, ['code']);
  expect(covered).toEqual({ text: '验证码 ******，5 分钟内有效。', params: { code: '******', minutes: '5' } });
  expect(JSON.stringify(covered)).not.toContain('123456');
});

test('a value that is not given leaves nothing behind', () => {
  expect(fillText('{community}请在{due}前填报', { community: '东晖苑' })).toBe('东晖苑请在前填报');
});
