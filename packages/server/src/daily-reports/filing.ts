/**
 * Filing a report: the one write path (D3). Rights → what the task allows → the same validation the phone ran → one
 * statement that completes the task and writes record, rows, report, anomalies and event, or nothing at all.
 *
 * Who is second finds the task completed and is told by whom; who sends the same id again gets the same receipt.
 */
import { Problem } from '@anshao/core/base/errors.ts';
import {
  type CarriedItem,
  carryOver,
  copiedCodes,
  copyStreak,
  type FormerItem,
  withStillOpen,
} from '@anshao/core/daily-reports/carry-over.ts';
import {
  DAILY_REPORT_ITEMS,
  DAILY_REPORT_TASK,
  type ItemValues,
  type SubmitBody,
} from '@anshao/core/daily-reports/contract.ts';
import { receiptNumber, reportState, timingAt } from '@anshao/core/daily-reports/states.ts';
import type { FileFacts } from '@anshao/core/forms/contract.ts';
import { localMoment } from '@anshao/core/plans/occurrences.ts';
import { requireAt, type Viewer } from '../access/viewer.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Definitions } from '../forms/definitions.ts';
import { type Entry, type EntryCache, effectiveEntries } from '../forms/dictionaries.ts';
import { markOpened } from '../tasks/service.ts';
import { batchedWriter, type FilingWrite, recordReports } from './filing-write.ts';
import {
  contentHash,
  type Filed,
  filedFrom,
  formContext,
  inOrder,
  itemsOf,
  openItemsBefore,
} from './report-content.ts';
import * as store from './store.ts';

/** What filing needs of the files module. */
export interface FilesPort {
  check(db: Queryable, viewer: Viewer, fileIds: readonly string[]): Promise<ReadonlyMap<string, FileFacts>>;
  claim(
    transaction: Transaction,
    claim: {
      fileIds: readonly string[];
      viewer: Viewer;
      subjectId: string;
      place: { communityId: string | null; companyId: string | null; districtId: string | null };
    },
  ): Promise<void>;
}

export interface FilingDeps {
  readonly definitions: Definitions;
  readonly entries: EntryCache;
  readonly files: FilesPort;
}

export function createFiling(runtime: Runtime, deps: FilingDeps) {
  const { pool, clock } = runtime;
  const writeReport = batchedWriter(pool);

  async function contextFor(viewer: Viewer, taskId: string): Promise<store.FilingContext> {
    return allowed(viewer, await store.filingContext(pool, taskId, DAILY_REPORT_ITEMS));
  }

  function allowed(viewer: Viewer, context: store.FilingContext | undefined): store.FilingContext {
    if (!context || context.kind !== DAILY_REPORT_TASK) throw new Problem('base.not-found');
    requireAt(viewer, 'dailyReport.file', context);
    return context;
  }

  async function asked(db: Queryable, context: store.FilingContext): Promise<Entry[]> {
    const entries = await deps.entries(db, DAILY_REPORT_ITEMS, context.dictionaryRevision);
    return effectiveEntries(entries, context.districtId, context.subjectDate);
  }

  /** Null for a community's first report. */
  async function former(
    db: Queryable,
    context: store.FilingContext,
    codes: ReadonlySet<string>,
    reportId?: string,
  ): Promise<{
    id: string;
    reportDate: string;
    copyStreak: number;
    rows: FormerItem[];
    carried: CarriedItem[];
  } | null> {
    const last = await store.lastReportBefore(db, context.communityId, context.subjectDate);
    if (!last || (reportId !== undefined && last.id !== reportId)) return null;
    const [items, stillOpen] = await Promise.all([
      itemsOf(deps.definitions, db, last.id),
      openItemsBefore(deps.definitions, db, context.communityId, context.subjectDate),
    ]);
    const rows = withStillOpen(items, stillOpen);
    return { ...last, rows, carried: carryOver(rows, codes) };
  }

  return {
    contextFor,
    asked,

    async open(viewer: Viewer, taskId: string) {
      const context = await contextFor(viewer, taskId);
      const entries = await asked(pool, context);
      const form = await deps.definitions.version(context.formKey, context.formVersion);
      const source = await former(pool, context, new Set(entries.map((entry) => entry.code)));
      const now = clock.now();
      if (context.state === 'open') await markOpened(pool, taskId, now);
      return {
        taskId,
        communityId: context.communityId,
        communityName: context.communityName,
        districtName: context.districtName,
        reportDate: context.subjectDate,
        state: context.state,
        dueAt: context.dueAt.toISOString(),
        graceUntil: context.graceUntil.toISOString(),
        closesAt: context.closesAt.toISOString(),
        serverTime: now.toISOString(),
        formVersion: form.version,
        form: form.definition,
        items: entries.map((entry, index) => ({
          code: entry.code,
          number: index + 1,
          label: entry.label,
          guidance: String(entry.details['guidance'] ?? ''),
          proposed: entry.details['proposed'] === true,
        })),
        recordId: context.recordId,
        prefill: source && {
          reportId: source.id,
          reportDate: source.reportDate,
          items: source.carried.map((item) => ({
            ...item,
            anomaly: item.anomaly && { ...item.anomaly, photoIds: [...item.anomaly.photoIds] },
          })),
        },
      };
    },

    /** @param along the row of `filingRead`, when it was read together with who is asking */
    async submit(viewer: Viewer, taskId: string, body: SubmitBody, trace: string, along?: unknown): Promise<Filed> {
      const context = along ? allowed(viewer, store.filingContextFrom(along)) : await contextFor(viewer, taskId);
      const now = clock.now();
      if (context.recordId !== null) return alreadyFiled(context, body.id);
      if (now < context.publishedAt) {
        throw new Problem('daily-reports.not-yet', { publishedAt: localMoment(context.publishedAt, context.timeZone) });
      }
      if (now >= context.closesAt) {
        throw new Problem('daily-reports.window-closed', { closedAt: localMoment(context.closesAt, context.timeZone) });
      }
      if (
        body.formVersion !== context.formVersion &&
        !(await store.versionHeldSince(pool, context.formKey, body.formVersion, context.publishedAt))
      ) {
        throw new Problem('daily-reports.form-changed', { version: context.formVersion });
      }
      const [form, entries] = await Promise.all([
        deps.definitions.version(context.formKey, body.formVersion),
        asked(pool, context),
      ]);
      const photoIds = [...new Set(body.items.flatMap((row) => row.photos ?? []))];
      const rows = body.items.map((row) => ({ ...row, _id: row._id ?? runtime.newId() }));
      const prepared = form.compiled.prepare(
        { items: rows },
        formContext(
          context,
          entries,
          now,
          viewer,
          photoIds.length ? await deps.files.check(pool, viewer, photoIds) : new Map(),
        ),
      );
      if (prepared.problems.length > 0) throw new Problem('base.invalid', undefined, prepared.problems);
      const items = inOrder(prepared.values['items'] as ItemValues[], entries);
      const source = body.prefill
        ? await former(pool, context, new Set(entries.map((entry) => entry.code)), body.prefill.reportId)
        : null;
      const copied = source ? copiedCodes(source.carried, new Set(body.prefill?.unchanged), items) : [];
      const known = new Map(source?.rows.map((row) => [row.code, row.anomaly]));
      const anomalies = items.flatMap((row, index) => {
        if (row.answer !== 'abnormal') return [];
        const origin = known.get(row.item);
        const id = row._id ?? '';
        return {
          id,
          itemCode: row.item,
          itemNumber: index + 1,
          itemLabel: entries[index]?.label ?? row.item,
          originId: origin?.open ? origin.originId : id,
          originDate: origin?.open ? origin.originDate : context.subjectDate,
        };
      });
      const timing = timingAt(now, context.graceUntil);
      const hash = contentHash(context, body.id, form.version, 1, items);
      const filing: FilingWrite = {
        report: {
          id: body.id,
          taskId,
          communityId: context.communityId,
          companyId: context.companyId,
          districtId: context.districtId,
          reportDate: context.subjectDate,
          filedAt: now,
          filedBy: viewer.personId,
          timing,
          copyStreak: copyStreak(copied.length, entries.length, source?.copyStreak ?? 0),
          prefilledFrom: source?.id ?? null,
          copiedItems: copied,
          contentHash: hash,
          anomalies,
        },
        values: { ...prepared.values, items },
        trace,
      };
      const written =
        photoIds.length === 0
          ? await writeReport({ form, filing })
          : await inTransaction(pool, async (transaction) => {
              const [first] = await recordReports(transaction, form, [filing]);
              if (first) {
                await deps.files.claim(transaction, { fileIds: photoIds, viewer, subjectId: body.id, place: context });
              }
              return first;
            });
      if (!written) return alreadyFiled(await contextFor(viewer, taskId), body.id);
      return {
        id: body.id,
        receipt: {
          number: receiptNumber(context.subjectDate, context.communityCode),
          filedAt: now.toISOString(),
          hash,
          revision: 1,
        },
        timing,
        state: reportState(anomalies.length, 0),
      };
    },
  };

  /** The same report sent again answers like the first time; another one is told who was first. */
  async function alreadyFiled(context: store.FilingContext, id: string): Promise<Filed> {
    const report = context.recordId === null ? undefined : await store.reportById(pool, context.recordId);
    if (!report)
      throw new Problem('daily-reports.window-closed', { closedAt: localMoment(context.closesAt, context.timeZone) });
    if (report.id === id) return filedFrom(report);
    throw new Problem('daily-reports.already-filed', {
      by: report.filedByName,
      at: localMoment(report.filedAt, context.timeZone),
      reportId: report.id,
    });
  }
}

export { filingRead } from './store.ts';

export type Filing = ReturnType<typeof createFiling>;
