import { afterEach, expect, test } from 'vitest';
import { baseEn } from '../messages/base.en.ts';
import { addEnglish, setLanguage } from './language.ts';
import {
  addDays,
  addMonths,
  bracketDate,
  clock,
  closing,
  dateTime,
  daysOfMonth,
  monthDay,
  openFor,
  plainDate,
  relative,
  remaining,
  weekday,
  weekdayFromMonday,
} from './time.ts';

addEnglish({ base: baseEn });
afterEach(() => setLanguage('zh'));

const now = '2024-03-15T06:32:00.000Z'; // 14:32 in the community

test('days and hours are those of the community, whatever zone the phone is in', () => {
  expect(plainDate('2024-03-14T16:30:00Z')).toBe('2024-03-15');
  expect(clock(now)).toBe('14:32');
  expect(clock('2024-03-14T16:00:00Z')).toBe('00:00');
  expect(dateTime(now)).toBe('2024-03-15 14:32');
});

test('the age of what is open is counted in days since it was found', () => {
  expect(openFor('2024-03-15', '2024-03-15')).toBe('今天发现');
  expect(openFor('2024-03-14', '2024-03-15')).toBe('已1天');
  expect(openFor('2024-02-28', '2024-03-15')).toBe('已16天');
});

test('titles, days and weekdays are written as daily reports write them', () => {
  expect(bracketDate('2024-03-15')).toBe('【2024.03.15】');
  expect(monthDay('2024-03-05')).toBe('3月5日');
  expect(weekday('2024-03-15')).toBe('周五');
  setLanguage('en');
  expect(weekday('2024-03-15')).toBe('Fri');
});

test.each([
  ['2024-03-15T06:31:30Z', '刚刚'],
  ['2024-03-15T06:27:00Z', '5分钟前'],
  ['2024-03-15T01:05:00Z', '今天09:05'],
  ['2024-03-15T10:00:00Z', '今天18:00'],
  ['2024-03-14T06:32:00Z', '昨天14:32'],
  ['2024-03-16T00:30:00Z', '明天08:30'],
  ['2024-03-13T06:32:00Z', '2024-03-13'],
])('%s is said as %s', (moment, words) => {
  expect(relative(moment, now)).toBe(words);
});

test.each([
  ['2024-03-15T06:54:00Z', '剩22分钟'],
  ['2024-03-15T06:32:01Z', '剩1分钟'],
  ['2024-03-15T10:00:00Z', '剩3小时28分'],
  ['2024-03-15T08:32:00Z', '剩2小时'],
  ['2024-03-17T08:32:00Z', '剩2天2小时'],
  ['2024-03-15T06:32:00Z', '已超1分钟'],
  ['2024-03-15T04:00:00Z', '已超2小时'],
  ['2024-03-13T06:32:00Z', '已超2天'],
])('a deadline at %s is %s', (dueAt, words) => {
  expect(remaining(dueAt, now)).toBe(words);
});

test('calendars know leap years and turn of the year', () => {
  expect(daysOfMonth('2024-02')).toHaveLength(29);
  expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
  expect(addMonths('2024-01', -1)).toBe('2023-12');
  expect(addMonths('2023-12', 2)).toBe('2024-02');
  expect(weekdayFromMonday('2024-03-11')).toBe(0);
  expect(weekdayFromMonday('2024-03-17')).toBe(6);
});

test('a window that ends at midnight ends on the day before it, as people say it', () => {
  const now = '2026-11-21T10:00:00.000Z';
  expect(closing('2026-11-23T16:00:00.000Z', now)).toBe('2026-11-23 24:00');
  expect(closing('2026-11-22T16:00:00.000Z', now)).toBe('明天24:00');
  expect(closing('2026-11-21T16:00:00.000Z', now)).toBe('今天24:00');
  expect(closing('2026-11-24T04:00:00.000Z', now)).toBe('2026-11-24 12:00');
  expect(closing('2026-11-21T12:00:00.000Z', now)).toBe('今天20:00');
});
