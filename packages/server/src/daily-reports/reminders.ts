/**
 * Reminding those who have not filed, telling their companies at due time, and the districts in the evening (DR-24).
 *
 * `tick` runs every minute and may run in several processes. A moment counts for ten minutes, so that a restart across
 * it loses nothing; the notice's key makes it happen once.
 */
import { DAILY_REPORT_TASK } from '@anshao/core/daily-reports/contract.ts';
import type { Plan } from '@anshao/core/plans/contract.ts';
import { localDate, timingFor } from '@anshao/core/plans/occurrences.ts';
import { districtDigestTime } from '@anshao/presets/safety/messages.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Jobs, Tick } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import { allPlans } from '../plans/service.ts';
import type { NoticePort } from './board.ts';
import * as store from './reminder-store.ts';
import { companyNotice, districtDigest, reminder } from './reminder-words.ts';

export interface ReminderMessaging extends NoticePort {
  pendingNotices(keyPrefix: string): Promise<{ key: string; personId: string }[]>;
  cancelNotices(transaction: Transaction, keys: readonly string[]): Promise<number>;
}

const momentMs = 10 * 60_000;

interface Moment {
  readonly date: string;
  readonly time: string;
  readonly areas: store.TaskArea[];
}

export function createReminders(runtime: Runtime, deps: { messaging: ReminderMessaging }) {
  const { pool, clock } = runtime;
  const { messaging } = deps;

  async function remind(plan: Plan, { date, time, areas }: Moment, now: Date): Promise<void> {
    await inTransaction(pool, async (transaction) => {
      const tasks = await store.openTasks(transaction, plan.id, date, areas, now);
      await messaging.notify(
        transaction,
        perPerson(tasks).map(([personId, own]) =>
          reminder(`remind:${plan.key}:${date}:${time}:${personId}`, date, own, now),
        ),
      );
    });
  }

  async function tellCompanies(plan: Plan, { date, time, areas }: Moment, now: Date): Promise<void> {
    await inTransaction(pool, async (transaction) => {
      const figures = await store.placeFigures(transaction, 'company', plan.id, date, areas, now);
      const lacking = figures.filter((place) => place.missing > 0);
      await messaging.notify(
        transaction,
        perPerson(lacking).map(([personId, places]) =>
          companyNotice(`due:${plan.key}:${date}:${time}:${personId}`, date, time, places),
        ),
      );
    });
  }

  async function tellDistricts(plan: Plan, { date, areas }: Moment, now: Date): Promise<void> {
    await inTransaction(pool, async (transaction) => {
      const figures = await store.placeFigures(transaction, 'district', plan.id, date, areas, now);
      await messaging.notify(
        transaction,
        perPerson(figures).map(([personId, places]) =>
          districtDigest(`digest:${plan.key}:${date}:${personId}`, date, places),
        ),
      );
    });
  }

  /** Who has filed meanwhile is not bothered by what still waits (a text message after WeChat, the end of the night). */
  async function stopAnswered(plan: Plan, now: Date): Promise<void> {
    const prefix = `remind:${plan.key}:`;
    const waiting = (await messaging.pendingNotices(prefix)).map((notice) => ({
      ...notice,
      date: notice.key.slice(prefix.length, prefix.length + 'YYYY-MM-DD'.length),
    }));
    const open = waiting.length > 0 ? await store.stillOpen(pool, plan.id, waiting, now) : new Set();
    const answered = waiting.filter(({ date, personId }) => !open.has(`${date} ${personId}`)).map(({ key }) => key);
    const urges = (await messaging.pendingNotices('urge:')).map(({ key, personId }) => ({
      id: key.split(':')[1] ?? '',
      personId,
    }));
    if (urges.length > 0) answered.push(...(await store.answeredUrges(pool, urges)));
    if (answered.length > 0) await inTransaction(pool, (transaction) => messaging.cancelNotices(transaction, answered));
  }

  return {
    async tick(): Promise<void> {
      const now = clock.now();
      for (const plan of await allPlans(pool)) {
        if (plan.status !== 'active' || plan.taskKind !== DAILY_REPORT_TASK) continue;
        // Wide enough for every time zone and for a moment shortly before midnight.
        const today = Temporal.PlainDate.from(localDate(now, 'UTC'));
        const from = today.subtract({ days: 1 }).toString();
        const areas = await store.taskAreas(pool, plan.id, from, today.add({ days: 1 }).toString());
        const at = (times: (area: store.TaskArea) => readonly string[]) => momentsAt(areas, times, now);
        for (const moment of at((area) => timingFor(plan, area.districtId).reminderTimes))
          await remind(plan, moment, now);
        for (const moment of at((area) => [timingFor(plan, area.districtId).dueTime]))
          await tellCompanies(plan, moment, now);
        for (const moment of at(() => [districtDigestTime])) await tellDistricts(plan, moment, now);
        await stopAnswered(plan, now);
      }
    },
  };
}

export type Reminders = ReturnType<typeof createReminders>;

export function reminderJobs(reminders: Reminders): Jobs {
  return { 'dailyReports.remind': () => reminders.tick() };
}

export const reminderTicks: readonly Tick[] = [{ job: 'dailyReports.remind', match: '* * * * *' }];

/** The moments that have just come, each with the areas whose clocks show it. */
function momentsAt(
  areas: readonly store.TaskArea[],
  times: (area: store.TaskArea) => readonly string[],
  now: Date,
): Moment[] {
  const moments = new Map<string, Moment>();
  for (const area of areas) {
    for (const time of times(area)) {
      const passed = now.getTime() - instantOf(area.date, time, area.timeZone);
      if (passed < 0 || passed >= momentMs) continue;
      const moment = moments.get(`${area.date} ${time}`) ?? { date: area.date, time, areas: [] };
      moment.areas.push(area);
      moments.set(`${area.date} ${time}`, moment);
    }
  }
  return [...moments.values()];
}

function instantOf(date: string, time: string, timeZone: string): number {
  const plainTime = Temporal.PlainTime.from(time);
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

function perPerson<Row extends { personId: string }>(rows: readonly Row[]): [string, [Row, ...Row[]]][] {
  const found = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const known = found.get(row.personId);
    if (known) known.push(row);
    else found.set(row.personId, [row]);
  }
  return [...found];
}
