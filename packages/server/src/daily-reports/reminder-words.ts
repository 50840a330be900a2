/** What the reminders of the daily report say. */
import { localDate, localTime } from '@anshao/core/plans/occurrences.ts';
import type { Notice } from '../messaging/notice.ts';
import type { OpenTask, PlaceFigures } from './reminder-store.ts';

/** Names short enough for a message's field: one, or the first and how many. */
export function shortNames(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length <= 1 ? first : `${first}等${names.length}个小区`;
}

/** One notice for all of a person's open tasks of the day. */
export function reminder(key: string, date: string, tasks: readonly [OpenTask, ...OpenTask[]], now: Date): Notice {
  const names = tasks.map((task) => task.communityName);
  const earliest = tasks.reduce((first, task) => (task.dueAt < first.dueAt ? task : first));
  const due =
    earliest.dueAt > now
      ? localTime(earliest.dueAt, earliest.timeZone)
      : dayAndTime(earliest.closesAt, earliest.timeZone);
  const which = names.length <= 1 ? names[0] : `${names.join('、')}共${names.length}个小区`;
  return {
    key,
    personId: tasks[0].personId,
    kind: 'dailyReport.remind',
    title: '安全生产日报待填报',
    body: `${which}${date}的安全生产日报还未填报，请在${due}前填报。`,
    link: tasks.length === 1 ? `/m/report/${tasks[0].taskId}` : '/m/reports?tab=todo',
    params: { community: shortNames(names), date, due },
  };
}

/** To a company manager at due time: how many of theirs are missing. */
export function companyNotice(
  key: string,
  date: string,
  time: string,
  places: readonly [PlaceFigures, ...PlaceFigures[]],
): Notice {
  const missing = sum(places, 'missing');
  const expected = sum(places, 'expected');
  const names = places.flatMap((place) => place.missingNames).slice(0, 3);
  const which = `${names.join('、')}${missing > names.length ? '等' : ''}`;
  return {
    key,
    personId: places[0].personId,
    kind: 'dailyReport.companyNotice',
    title: `${missing}个小区未填报安全生产日报`,
    body: `截至${date} ${time}，${placeNames(places)}应报${expected}个小区，未填报${missing}个：${which}。`,
    link: `/desk/board?date=${date}`,
    params: { date, due: time, missing: String(missing), expected: String(expected), company: placeNames(places) },
  };
}

/** To a district officer in the evening: the day in figures. */
export function districtDigest(key: string, date: string, places: readonly [PlaceFigures, ...PlaceFigures[]]): Notice {
  const missing = sum(places, 'missing');
  const expected = sum(places, 'expected');
  const abnormal = sum(places, 'abnormal');
  const district = placeNames(places);
  const filed = expected - missing;
  return {
    key,
    personId: places[0].personId,
    kind: 'dailyReport.districtDigest',
    title: `${district}安全生产日报汇总`,
    body: `${date}${district}应报${expected}个小区，已报${filed}个，未报${missing}个，发现异常${abnormal}项。`,
    link: `/desk/board?date=${date}`,
    params: {
      district,
      date,
      filed: String(filed),
      expected: String(expected),
      missing: String(missing),
      abnormal: String(abnormal),
    },
  };
}

function sum(places: readonly PlaceFigures[], figure: 'expected' | 'missing' | 'abnormal'): number {
  return places.reduce((total, place) => total + place[figure], 0);
}

function placeNames(places: readonly PlaceFigures[]): string {
  return places.map((place) => place.placeName).join('、');
}

function dayAndTime(at: Date, timeZone: string): string {
  const [, month, day] = localDate(at, timeZone).split('-');
  return `${Number(month)}月${Number(day)}日${localTime(at, timeZone)}`;
}
