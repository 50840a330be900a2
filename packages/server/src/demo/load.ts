/**
 * Fills an empty, migrated database with a city modelled on 惠州: the same seed, sizes and moment give the same rows with
 * the same ids. Everything goes through the functions the product itself writes with, many rows at a time; a clock of its
 * own walks through the days, so that events, deadlines and notices carry the times they would have had.
 */
import { DAILY_REPORT_FORM } from '@anshao/core/daily-reports/contract.ts';
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { createSettings, defaultSettings } from '../apps/settings.ts';
import type { Runtime } from '../base/runtime.ts';
import { createFilesService } from '../files/service.ts';
import { createStorage } from '../files/storage/create.ts';
import { createDefinitions } from '../forms/definitions.ts';
import { createTasksService } from '../tasks/service.ts';
import { planCity } from './city.ts';
import { makeTasksOf, storyDays, writeDay } from './days.ts';
import { createDesk, type StoryClock } from './desk.ts';
import { type PlacedCommunity, writeDirectory } from './directory.ts';
import { uploadScenes } from './pictures.ts';
import { idFrom, randomFrom } from './random.ts';
import { isInUse, orderEvents, readMark, refreshStatistics, writeMark } from './store.ts';
import { publishedAfter, tellCommunity } from './story.ts';

export const demoSizes = { days: 90, communities: 2500, seed: 20240315 } as const;

export interface DemoSizes {
  /** Today included. */
  readonly days: number;
  /** At least 30: the ten of the filling guide, and some more. */
  readonly communities: number;
  readonly seed: number;
}

export interface Progress {
  readonly phase: 'directory' | 'pictures' | 'days' | 'finishing';
  readonly done: number;
  readonly total: number;
}

export interface Loaded {
  readonly reports: number;
  readonly communities: number;
  /** First and last day with tasks. */
  readonly from: string;
  readonly to: string;
}

/** Connections that write side by side; more would only queue up on a machine with two cores. */
const lanes = 2;

/**
 * @param runtime with the database migrated for us and for the jobs; its clock says what "today" is
 * @throws Error when the database is in use already
 */
export async function loadDemo(
  runtime: Runtime,
  options: Partial<DemoSizes> & { onProgress?: (progress: Progress) => void } = {},
): Promise<Loaded> {
  const { days: count, communities: size, seed } = { ...demoSizes, ...options };
  if (size < 30) throw new Error('a demonstration has at least 30 communities');
  if (await isInUse(runtime.pool)) throw new Error('the demonstration is loaded into an empty database only');
  const report = (phase: Progress['phase'], done: number, total: number) =>
    options.onProgress?.({ phase, done, total });

  const now = runtime.clock.now();
  const days = storyDays(now, count);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new Error('a demonstration has at least one day');
  const mark = { seed, days: count, communities: size, today: last.date };
  await writeMark(runtime.pool, { ...mark, state: 'loading' }, now);

  const clock = storyClock(first.startsAt - 36 * 3_600_000);
  const ids = randomFrom(seed, 3);
  const story: Runtime = { ...runtime, clock, newId: () => idFrom(ids, clock.now().getTime()) };

  report('directory', 0, 1);
  const city = await writeDirectory(story, planCity(seed, size));
  await installSafetyPreset(story, first.date);
  await createSettings(story).update(city.administrator, {
    ...defaultSettings,
    siteName: '惠州市物业管理协会',
    helpLine: '0752-2299541',
  });
  report('directory', 1, 1);

  report('pictures', 0, 1);
  const files = createFilesService(story, createStorage(runtime.config));
  const pictures = await uploadScenes(files, { personId: city.administrator.personId }, story.newId);
  report('pictures', 1, 1);

  const form = await createDefinitions(story).current(DAILY_REPORT_FORM);
  const tasks = createTasksService(story);
  const desk = createDesk(story, clock, files, city, randomFrom(seed, 4));
  const frame = { seed, now: now.getTime(), items: dailyReportItems, pictures };
  const tellers = new Map(city.communities.map((community) => [community.id, tellCommunity(frame, community.planned)]));
  const districtIds = [...new Set(city.communities.map(({ districtId }) => districtId))];
  const shares = Array.from({ length: lanes }, (_, lane) =>
    city.communities.filter((_one, index) => index % lanes === lane),
  );

  let reports = 0;
  for (const [index, day] of days.entries()) {
    report('days', index, count);
    clock.set(Math.min(now.getTime(), day.startsAt + publishedAfter));
    await tasks.closeExpired();
    const taskIds = await makeTasksOf(story, day, districtIds);
    const tell = (community: PlacedCommunity) => {
      const told = tellers.get(community.id)?.(day);
      if (!told) throw new Error(`nobody tells of ${community.planned.name}`);
      return told;
    };
    const filed = await Promise.all(shares.map((share) => writeDay(story, form, taskIds, day.date, share, tell)));
    reports += filed.reduce((sum, one) => sum + one, 0);
    await desk.after(day, now.getTime());
  }
  report('days', count, count);

  report('finishing', 0, 1);
  clock.set(now.getTime());
  await tasks.closeExpired();
  await orderEvents(runtime.pool);
  await refreshStatistics(runtime.pool);
  await writeMark(runtime.pool, { ...mark, state: 'loaded' }, now);
  report('finishing', 1, 1);
  return { reports, communities: size, from: first.date, to: last.date };
}

/** What stands in the database: nothing, a whole demonstration, one that was cut short, or somebody's own data. */
export async function demoState(runtime: Runtime): Promise<'empty' | 'loaded' | 'unfinished' | 'foreign'> {
  const mark = await readMark(runtime.pool);
  if (mark) return mark.state === 'loaded' ? 'loaded' : 'unfinished';
  return (await isInUse(runtime.pool)) ? 'foreign' : 'empty';
}

function storyClock(start: number): StoryClock {
  let at = start;
  return {
    now: () => new Date(at),
    set(next) {
      at = next;
    },
  };
}
