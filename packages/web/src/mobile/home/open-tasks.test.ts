import type { Task } from '@anshao/core/tasks/contract.ts';
import { expect, test } from 'vitest';
import { byDay, isBackFill, isUrgent } from './open-tasks.ts';

const task = (subjectDate: string, communityName: string): Task => ({
  id: `${subjectDate} ${communityName}`,
  kind: 'dailyReport.file',
  title: '',
  communityId: communityName,
  communityName,
  subjectDate,
  state: 'open',
  publishedAt: `${subjectDate}T00:00:00.000Z`,
  dueAt: `${subjectDate}T10:00:00.000Z`,
  graceUntil: `${subjectDate}T10:30:00.000Z`,
  closesAt: '2024-03-20T16:00:00.000Z',
  doneAt: null,
  recordId: null,
});

test('reports of one day stand together, the day that is due first on top', () => {
  const days = byDay([task('2024-03-15', '甲'), task('2024-03-14', '甲'), task('2024-03-15', '乙')]);
  expect(days.map(({ date, tasks }) => [date, tasks.length])).toEqual([
    ['2024-03-14', 1],
    ['2024-03-15', 2],
  ]);
});

test('a report is urgent from 80 % of its time, and a back-fill only after its grace', () => {
  const one = task('2024-03-15', '甲');
  const at = (time: string) => Date.parse(`2024-03-15T${time}:00Z`);
  expect(isUrgent(one, at('07:59'))).toBe(false);
  expect(isUrgent(one, at('08:00'))).toBe(true);
  expect(isBackFill(one, at('10:20'))).toBe(false);
  expect(isBackFill(one, at('10:31'))).toBe(true);
});
