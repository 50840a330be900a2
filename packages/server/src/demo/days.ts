/** Writes told days: many reports as one statement through filing's own fragments, and what follows from them. */
import { localDate, taskTimes } from '@anshao/core/plans/occurrences.ts';
import { dailyReportPlan, dailyReportTiming } from '@anshao/presets/safety/daily-report.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { many, sql, type Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { insertResolutions, resolveEach, verifyEach } from '../daily-reports/anomaly-store.ts';
import { type FilingWrite, recordReports } from '../daily-reports/filing-write.ts';
import { contentHash } from '../daily-reports/report-content.ts';
import { linkFiles } from '../files/claim.ts';
import type { PublishedForm } from '../forms/definitions.ts';
import { makeTasks } from '../plans/store.ts';
import type { PlacedCommunity } from './directory.ts';
import type { StoryDay, ToldDay, ToldReport } from './story.ts';

export const timeZone = 'Asia/Shanghai';
/** Reports in one statement: 4,500 rows of answers, some 3 MB of parameters. */
const batch = 300;

/** The days of the story, first day first; the last one is today. */
export function storyDays(now: Date, count: number): StoryDay[] {
  const today = Temporal.PlainDate.from(localDate(now, timeZone));
  return Array.from({ length: count }, (_, index) => {
    const ago = count - 1 - index;
    const date = today.subtract({ days: ago });
    return {
      date: date.toString(),
      startsAt: date.toZonedDateTime(timeZone).epochMilliseconds,
      graceUntil: taskTimes(dailyReportTiming, date.toString(), timeZone).graceUntil.getTime(),
      ago,
      weekday: date.dayOfWeek,
    };
  });
}

/** @returns task ids by community id */
export async function makeTasksOf(
  runtime: Runtime,
  day: StoryDay,
  districtIds: readonly string[],
): Promise<Map<string, string>> {
  const times = taskTimes(dailyReportTiming, day.date, timeZone);
  if (times.publishedAt > runtime.clock.now()) return new Map();
  // A UUIDv7 of the moment of publication whose other digits follow from community and day.
  const prefix = times.publishedAt.getTime().toString(16).padStart(12, '0');
  const digest = sql`md5(c.id::text || ${day.date}::text)`;
  const id = sql`(${prefix}::text || '7' || substr(${digest}, 1, 3) || '8' || substr(${digest}, 4, 15))::uuid`;
  await makeTasks(runtime.pool, dailyReportPlan, 'personInCharge', { timeZone, districtIds }, day.date, times, id);
  const rows = await many<{ id: string; communityId: string }>(
    runtime.pool,
    sql`select id, community_id as "communityId" from tasks where plan_id = ${dailyReportPlan.id} and subject_date = ${day.date}::date`,
  );
  return new Map(rows.map((row) => [row.communityId, row.id]));
}

export interface Told {
  readonly community: PlacedCommunity;
  readonly day: ToldDay;
}

/**
 * Writes what some communities did on a day, in pieces of `batch`; several calls may run side by side when their
 * communities differ.
 * @param tell tells the day of one community; asked only when its turn comes, so that telling and writing overlap
 * @returns how many reports were filed
 */
export async function writeDay(
  runtime: Runtime,
  form: PublishedForm,
  tasks: ReadonlyMap<string, string>,
  date: string,
  communities: readonly PlacedCommunity[],
  tell: (community: PlacedCommunity) => ToldDay,
): Promise<number> {
  let filed = 0;
  for (let from = 0; from < communities.length; from += batch) {
    const told = communities.slice(from, from + batch).map((community): Told => ({ community, day: tell(community) }));
    const reports = told.flatMap(({ community, day }) => (day.report ? [{ community, report: day.report }] : []));
    await inTransaction(runtime.pool, async (transaction) => {
      // The load starts over when it is cut short, so that no commit has to wait for the disk.
      await transaction.query('set local synchronous_commit = off');
      await writeReports(transaction, form, tasks, date, reports);
      await writeResolutions(transaction, told);
      await writeVerifications(transaction, told);
    });
    filed += reports.length;
  }
  return filed;
}

async function writeReports(
  transaction: Transaction,
  form: PublishedForm,
  tasks: ReadonlyMap<string, string>,
  date: string,
  reports: readonly { community: PlacedCommunity; report: ToldReport }[],
): Promise<void> {
  if (reports.length === 0) return;
  const writes = reports.map(({ community, report }): FilingWrite => {
    const context = { communityId: community.id, subjectDate: date };
    return {
      report: {
        id: report.id,
        taskId: tasks.get(community.id) ?? '',
        communityId: community.id,
        companyId: community.companyId,
        districtId: community.districtId,
        reportDate: date,
        filedAt: new Date(report.filedAt),
        filedBy: community.personId,
        timing: report.timing,
        copyStreak: report.copyStreak,
        prefilledFrom: report.prefilledFrom,
        copiedItems: report.copied,
        contentHash: contentHash(context, report.id, form.version, 1, report.items),
        anomalies: report.anomalies,
      },
      values: { date, items: report.items },
      trace: null,
    };
  });
  const completed = (await recordReports(transaction, form, writes)).filter(Boolean).length;
  if (completed !== reports.length) throw new Error(`of ${reports.length} reports ${completed} were taken`);
  await linkFiles(
    transaction,
    reports.map(({ community, report }) => ({
      fileIds: report.photoIds,
      subjectId: report.id,
      place: placeOf(community),
      at: new Date(report.filedAt),
    })),
  );
}

async function writeResolutions(transaction: Transaction, told: readonly Told[]): Promise<void> {
  const all = told.flatMap(({ community, day }) =>
    day.resolutions.map((resolution) => ({
      community,
      resolution,
      at: new Date(resolution.at),
      by: resolution.byManager ? community.managerId : community.personId,
      batch: resolution.anomalies.length > 1,
    })),
  );
  if (all.length === 0) return;
  await insertResolutions(
    transaction,
    all.map(({ resolution, at, by, batch }) => ({ ...resolution, at, by, batch })),
  );
  const changed = await resolveEach(
    transaction,
    all.flatMap(({ resolution }) => resolution.anomalies.map(({ id }) => ({ id, resolutionId: resolution.id }))),
  );
  const resolved = new Set(changed.map(({ id }) => id));
  await linkFiles(
    transaction,
    all.flatMap(({ community, resolution, at }) =>
      [...new Set(resolution.anomalies.map(({ reportId }) => reportId))].map((subjectId) => ({
        fileIds: resolution.fileIds,
        subjectId,
        place: placeOf(community),
        at,
      })),
    ),
  );
  await appendEvents(
    transaction,
    all.flatMap(({ community, resolution, at, by, batch }) =>
      resolution.anomalies
        .filter(({ id }) => resolved.has(id))
        .map(({ id, reportId }) => ({
          at,
          type: 'dailyReports.anomalyResolved',
          actorId: by,
          subjectId: id,
          ...placeOf(community),
          data: { reportId, resolutionId: resolution.id, batch },
        })),
    ),
  );
}

async function writeVerifications(transaction: Transaction, told: readonly Told[]): Promise<void> {
  const all = told.flatMap(({ community, day }) =>
    day.verifications.flatMap(({ at, anomalyIds }) =>
      anomalyIds.map((id) => ({ id, at: new Date(at), by: community.officerId })),
    ),
  );
  if (all.length === 0) return;
  const done = new Map((await verifyEach(transaction, all)).map((row) => [row.id, row]));
  await appendEvents(
    transaction,
    all.flatMap(({ id, at, by }) => {
      const row = done.get(id);
      if (!row) return [];
      const { reportId, communityId, companyId, districtId } = row;
      return [
        {
          at,
          type: 'dailyReports.anomalyVerified',
          actorId: by,
          subjectId: id,
          communityId,
          companyId,
          districtId,
          data: { reportId },
        },
      ];
    }),
  );
}

function placeOf({ id, companyId, districtId }: PlacedCommunity) {
  return { communityId: id, companyId, districtId };
}
