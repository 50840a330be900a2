/** The write of filed reports, whatever they came from: one statement over all modules that take part. */
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { eventsFragment } from '../audit/service.ts';
import type { Fragment } from '../base/database/write-batch.ts';
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
export function filingFragments(form: PublishedForm, writes: readonly FilingWrite[]): Fragment[] {
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
