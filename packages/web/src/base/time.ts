/**
 * How times are written: relative when near, absolute otherwise. Communities live in one zone until one says
 * otherwise, and a phone abroad must show their day, so the zone is never the device's.
 * `Intl` instead of `Temporal`: this runs in the browsers of old phones.
 */
import { baseText } from './base-text.ts';

export const communityZone = 'Asia/Shanghai';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Moment = string | number | Date;

const parts = new Intl.DateTimeFormat('en-US', {
  timeZone: communityZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function read(moment: Moment): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of parts.formatToParts(new Date(moment))) found[part.type] = part.value;
  return found;
}

/** `2024-03-15` in the community's zone. */
export function plainDate(moment: Moment): string {
  const { year, month, day: date } = read(moment);
  return `${year}-${month}-${date}`;
}

/** `14:32` */
export function clock(moment: Moment): string {
  const at = read(moment);
  return `${at.hour}:${at.minute}`;
}

/** `14:32:06` */
export function clockSeconds(moment: Moment): string {
  return `${clock(moment)}:${read(moment).second}`;
}

/** `2024-03-15 14:32` */
export function dateTime(moment: Moment): string {
  return `${plainDate(moment)} ${clock(moment)}`;
}

/** `2024-03-15` → `【2024.03.15】`, as daily reports are titled (DR-17). */
export function bracketDate(date: string): string {
  return `【${date.replaceAll('-', '.')}】`;
}

/** `2024-03-15` → `3月15日` */
export function monthDay(date: string): string {
  const [, month, dayOfMonth] = date.split('-').map(Number);
  return baseText('monthDay', { month: month ?? 0, day: dayOfMonth ?? 0 });
}

/** `2024-03-15` → `周五` */
export function weekday(date: string): string {
  return baseText(weekdayKeys[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'weekday0');
}
const weekdayKeys = ['weekday0', 'weekday1', 'weekday2', 'weekday3', 'weekday4', 'weekday5', 'weekday6'] as const;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** All days of `2024-03`. */
export function daysOfMonth(month: string): string[] {
  const first = `${month}-01`;
  const days: string[] = [];
  for (let date = first; date.startsWith(month); date = addDays(date, 1)) days.push(date);
  return days;
}

/** `2024-03` and a number of months → `2024-02` and the like. */
export function addMonths(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7);
}

/** Monday 0 … Sunday 6, as calendars here begin the week. */
export function weekdayFromMonday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** What has passed or is due soon, as people say it: 刚刚, 5分钟前, 今天14:32, 昨天14:32, 2024-03-13. */
export function relative(moment: Moment, now: Moment): string {
  const past = Number(new Date(now)) - Number(new Date(moment));
  if (past >= 0 && past < minute) return baseText('justNow');
  if (past >= 0 && past < hour) return baseText('minutesAgo', { n: Math.floor(past / minute) });
  const on = plainDate(moment);
  const today = plainDate(now);
  const time = clock(moment);
  if (on === today) return baseText('today', { time });
  if (on === addDays(today, -1)) return baseText('yesterday', { time });
  if (on === addDays(today, 1)) return baseText('tomorrow', { time });
  return on;
}

/** The end of a window: midnight belongs to the day it ends, as people say it (23日 24:00, not 24日). */
export function closing(moment: Moment, now: Moment): string {
  if (clock(moment) !== '00:00') {
    const near = relative(moment, now);
    return near === plainDate(moment) ? `${near} ${clock(moment)}` : near;
  }
  const on = plainDate(Number(new Date(moment)) - 1);
  const today = plainDate(now);
  if (on === today) return baseText('today', { time: '24:00' });
  if (on === addDays(today, 1)) return baseText('tomorrow', { time: '24:00' });
  return `${on} 24:00`;
}

/** Since when something found on a day is there, as people count: 今天发现, 已1天. */
export function openFor(firstDate: string, today: string): string {
  const days = daysBetween(firstDate, today);
  return days <= 0 ? baseText('foundToday') : baseText('openForDays', { n: days });
}

export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / day);
}

/** Time left until a deadline, or by how much it has passed. Minutes are rounded up: “剩0分钟” never shows. */
export function remaining(dueAt: Moment, now: Moment): string {
  const left = Number(new Date(dueAt)) - Number(new Date(now));
  if (left <= 0) {
    const over = -left;
    if (over >= day) return baseText('overDays', { d: Math.floor(over / day) });
    if (over >= hour) return baseText('overHours', { h: Math.floor(over / hour) });
    return baseText('overMinutes', { m: Math.max(1, Math.floor(over / minute)) });
  }
  const minutes = Math.ceil(left / minute);
  const d = Math.floor(minutes / 1440);
  const h = Math.floor((minutes % 1440) / 60);
  const m = minutes % 60;
  if (d > 0) return h > 0 ? baseText('leftDaysHours', { d, h }) : baseText('leftDays', { d });
  if (h > 0) return m > 0 ? baseText('leftHoursMinutes', { h, m }) : baseText('leftHours', { h });
  return baseText('leftMinutes', { m });
}
