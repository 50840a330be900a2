/** The write of filed reports, whatever they came from: one statement over all modules that take part. */

import type { FormValues } from '@anshao/core/forms/contract.ts';
import { eventsFragment } from '../audit/service.ts';
import { batched } from '../base/database/batching.ts';
import type { Queryable } from '../base/database/sql.ts';
import { type Fragment, write } from '../base/database/write-batch.ts';
import type { PublishedForm } from '../forms/definitions.ts';
import { insertFragments } from '../forms/records.ts';
import { completeFragment } from '../tasks/service.ts';
import * as store from './store.ts';

export interface FilingWrite {
  readonly report: store.NewReport;
  /** Valid and canonical values of the form. */
  readonly values: FormValues;
  readonly trace: string | null;
}

/**
 * The whole write of one or many reports as one statement: it completes the tasks and writes, for those it was first
 * to complete, record, rows, report, anomalies and event. `completed` tells which those were.
 */
function filingFragments(form: PublishedForm, writes: readonly FilingWrite[]): Fragment[] {
  const given = { cte: 'completed', column: 'record_id' };
  return [
    completeFragment(
      writes.map(({ report }) => ({
        taskId: report.taskId,
        state: report.timing === 'onTime' ? 'done' : 'late',
        at: report.filedAt,
        by: report.filedBy,
        recordId: report.id,
      })),
    ),
    ...insertFragments(
      form,
      writes.map(({ report, values }) => ({
        id: report.id,
        communityId: report.communityId,
        at: report.filedAt,
        by: report.filedBy,
        values,
      })),
      given,
    ),
    ...store.reportFragments(
      writes.map(({ report }) => report),
      given,
    ),
    eventsFragment(
      writes.map(({ report, trace }) => ({
        at: report.filedAt,
        type: 'dailyReports.filed',
        actorId: report.filedBy,
        subjectId: report.id,
        communityId: report.communityId,
        companyId: report.companyId,
        districtId: report.districtId,
        data: {
          taskId: report.taskId,
          reportDate: report.reportDate,
          timing: report.timing,
          abnormal: report.anomalies.length,
        },
        trace,
      })),
      given,
    ),
  ];
}

/**
 * @param writes at most one of each task
 * @returns for each whether it was the first to complete its task
 */
export async function recordReports(
  db: Queryable,
  form: PublishedForm,
  writes: readonly FilingWrite[],
): Promise<boolean[]> {
  const rows = await write<{ id: string }>(db, filingFragments(form, writes), 'select id from completed');
  const completed = new Set(rows.map(({ id }) => id));
  return writes.map(({ report }) => completed.has(report.taskId));
}

interface Filing {
  readonly form: PublishedForm;
  readonly filing: FilingWrite;
}

/** Writes reports that are filed in the same moment together. @returns whether it was the first to complete its task */
export function batchedWriter(pool: Queryable): (one: Filing) => Promise<boolean> {
  return batched({
    lanes: 2,
    most: 32,
    // The same task twice is the same report sent again, or a second one that must find the first.
    fits: ({ form, filing }, batch) =>
      batch.every((other) => other.form === form && other.filing.report.taskId !== filing.report.taskId),
    run: async (filings: readonly Filing[]) => {
      const [first] = filings;
      const writes = filings.map(({ filing }) => filing);
      return first ? recordReports(pool, first.form, writes) : [];
    },
  });
}
