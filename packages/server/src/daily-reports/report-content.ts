/** A report's content: its rows in order, what validation needs to know, the hash and the receipt. */
import { createHash } from 'node:crypto';
import type { FormerItem } from '@anshao/core/daily-reports/carry-over.ts';
import { canonicalContent } from '@anshao/core/daily-reports/content.ts';
import {
  type Answer,
  DAILY_REPORT_FORM,
  DAILY_REPORT_ITEMS,
  type ItemValues,
  type Receipt,
  type ReportState,
} from '@anshao/core/daily-reports/contract.ts';
import { receiptNumber, reportState } from '@anshao/core/daily-reports/states.ts';
import type { FileFacts, FormContext } from '@anshao/core/forms/contract.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Queryable } from '../base/database/sql.ts';
import type { Definitions } from '../forms/definitions.ts';
import { asDictionary, type Entry } from '../forms/dictionaries.ts';
import { readRows } from '../forms/records.ts';
import { anomaliesOfReport, openBefore } from './anomaly-store.ts';
import type * as store from './store.ts';

export interface Filed {
  id: string;
  receipt: Receipt;
  timing: 'onTime' | 'late';
  state: ReportState;
}

export function filedFrom(report: store.ReportRow): Filed {
  return {
    id: report.id,
    receipt: receiptOf(report),
    timing: report.timing,
    state: reportState(report.abnormalCount, report.resolvedCount),
  };
}

export function receiptOf(report: store.ReportRow): Receipt {
  return {
    number: receiptNumber(report.reportDate, report.communityCode),
    filedAt: report.filedAt.toISOString(),
    hash: report.contentHash,
    revision: report.revision,
  };
}

export function contentHash(
  context: { communityId: string; subjectDate: string },
  id: string,
  formVersion: number,
  revision: number,
  items: readonly ItemValues[],
): string {
  return createHash('sha256')
    .update(
      canonicalContent({
        id,
        communityId: context.communityId,
        reportDate: context.subjectDate,
        formVersion,
        revision,
        items,
      }),
    )
    .digest('hex');
}

export function formContext(
  context: { communityId: string; subjectDate: string },
  entries: readonly Entry[],
  now: Date,
  viewer: Viewer,
  files: ReadonlyMap<string, FileFacts>,
): FormContext {
  return {
    now: now.toISOString(),
    today: context.subjectDate,
    person: viewer.personId,
    community: context.communityId,
    dictionaries: new Map([[DAILY_REPORT_ITEMS, asDictionary(entries)]]),
    supplied: { date: context.subjectDate },
    files,
  };
}

/** Rows in the order in which the items are asked, whatever order they were sent in. */
export function inOrder(rows: readonly ItemValues[], entries: readonly Entry[]): ItemValues[] {
  const byCode = new Map(rows.map((row) => [row.item, row]));
  return entries.flatMap((entry) => byCode.get(entry.code) ?? []);
}

/** A report's answers with the state of each anomaly, in order. */
export async function itemsOf(
  definitions: Definitions,
  db: Queryable,
  reportId: string,
): Promise<(FormerItem & { label: string })[]> {
  const form = await definitions.current(DAILY_REPORT_FORM, db);
  const [rows, anomalies] = await Promise.all([
    readRows(db, form, 'items', [reportId]),
    anomaliesOfReport(db, reportId),
  ]);
  const byId = new Map(anomalies.map((one) => [one.id, one]));
  return (rows.get(reportId) ?? []).map((row) => {
    const anomaly = byId.get(row._id ?? '');
    return {
      code: String(row['item']),
      label: String(row['label'] ?? row['item']),
      answer: row['answer'] as Answer,
      description: (row['description'] as string | null) ?? null,
      photoIds: (row['photos'] as string[] | null) ?? [],
      anomaly: anomaly
        ? { id: anomaly.id, open: anomaly.state === 'open', originId: anomaly.originId, originDate: anomaly.originDate }
        : null,
    };
  });
}

/** The items of a community that are still open from before a day, as they were reported last. */
export async function openItemsBefore(
  definitions: Definitions,
  db: Queryable,
  communityId: string,
  date: string,
): Promise<FormerItem[]> {
  const open = await openBefore(db, communityId, date);
  if (open.length === 0) return [];
  const form = await definitions.current(DAILY_REPORT_FORM, db);
  const rows = await readRows(db, form, 'items', [...new Set(open.map(({ reportId }) => reportId))]);
  return open.flatMap(({ id, reportId, itemCode, originId, originDate }) => {
    const row = rows.get(reportId)?.find((one) => one._id === id);
    if (!row) return [];
    return {
      code: itemCode,
      answer: 'abnormal' as const,
      description: (row['description'] as string | null) ?? null,
      photoIds: (row['photos'] as string[] | null) ?? [],
      anomaly: { id, open: true, originId, originDate },
    };
  });
}
