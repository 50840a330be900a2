import { expect, test } from 'vitest';
import { type CalendarDay, lookOf } from './day-look.ts';

const day = (part: Partial<CalendarDay>): CalendarDay => ({
  date: '2024-03-15',
  task: 'done',
  report: 'normal',
  reportId: null,
  taskId: '01900000-0000-7000-8000-000000000001',
  holiday: null,
  ...part,
});

test('a missed day is said to be missed, a day without a task is not', () => {
  expect(lookOf(day({ task: 'missed', report: null })).word).toBe('missed');
  expect(lookOf(undefined).word).toBe('dayNone');
  expect(lookOf(day({ task: 'cancelled', report: null })).word).toBe('dayNone');
});

test('what was found outweighs whether it came late', () => {
  expect(lookOf(day({ task: 'late', report: 'abnormal' })).tone).toBe('serious');
  expect(lookOf(day({ task: 'late', report: 'normal' })).tone).toBe('done');
});
