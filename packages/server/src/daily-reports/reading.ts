/** Reading, amending and exporting filed reports. */

import { Problem } from '@anshao/core/base/errors.ts';
import type { ItemValues, Report, ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { DAILY_REPORT_FORM, DAILY_REPORT_ITEMS } from '@anshao/core/daily-reports/contract.ts';
import { reportState } from '@anshao/core/daily-reports/states.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { localMoment } from '@anshao/core/plans/occurrences.ts';
import { mayAt, requireAt, requireScope, scopeFor, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { run, sql } from '../base/database/sql.ts';
import { write } from '../base/database/write-batch.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import { effectiveEntries, revisionOf } from '../forms/dictionaries.ts';
import { readRecord, updateRecord } from '../forms/records.ts';
import { taskById } from '../tasks/service.ts';
import { presentAnomaly } from './anomalies.ts';
import { anomaliesOfReport } from './anomaly-store.ts';
import type { FilingDeps } from './filing.ts';
import { contentHash, type Filed, filedFrom, formContext, inOrder, itemsOf, receiptOf } from './report-content.ts';
import type { SettingsPort } from './settings.ts';
import * as store from './store.ts';

export interface ListQuery extends store.ReportsFilter {
  cursor?: string;
  limit?: number;
}

export function createReading(runtime: Runtime, deps: FilingDeps & { settings: SettingsPort }) {
  const { pool, clock } = runtime;

  async function visible(viewer: Viewer, id: string): Promise<store.ReportRow> {
    const report = await store.reportById(pool, id);
    if (!report) throw new Problem('base.not-found');
    requireAt(viewer, 'dailyReport.read', report);
    return report;
  }

  /** Amending is for who may file, while the back-fill window is open or for the set hours after filing. */
  async function mayAmend(viewer: Viewer, report: store.ReportRow): Promise<boolean> {
    if (!mayAt(viewer, 'dailyReport.file', report)) return false;
    const { amendHours } = await deps.settings.read();
    const until = Math.max(report.closesAt.getTime(), report.filedAt.getTime() + amendHours * 3_600_000);
    return clock.now().getTime() < until;
  }

  async function get(viewer: Viewer, id: string): Promise<Report> {
    const report = await visible(viewer, id);
    const [items, anomalies, versions, amend, { undoMinutes }] = await Promise.all([
      itemsOf(deps.definitions, pool, id),
      anomaliesOfReport(pool, id),
      store.recordVersions(pool, id),
      mayAmend(viewer, report),
      deps.settings.read(),
    ]);
    const byId = new Map(anomalies.map((row) => [row.id, row]));
    const copied = new Set(report.copiedItems);
    return {
      ...presentReport(report),
      formVersion: (await store.formVersionOf(pool, 'form_daily_report', id)) ?? 1,
      receipt: receiptOf(report),
      items: items.map((item, index) => {
        const anomaly = item.anomaly && byId.get(item.anomaly.id);
        return {
          code: item.code,
          number: index + 1,
          label: item.label,
          answer: item.answer,
          description: item.description,
          photoIds: [...item.photoIds],
          copied: copied.has(item.code),
          anomaly: anomaly
            ? presentAnomaly(anomaly, { description: item.description ?? '', photoIds: item.photoIds }, undoMinutes)
            : null,
        };
      }),
      may: {
        amend,
        resolve: mayAt(viewer, 'dailyReport.resolve', report),
        verify: mayAt(viewer, 'dailyReport.urge', report),
      },
      versions: versions.map((one) => ({
        revision: one.revision,
        at: one.at.toISOString(),
        by: one.by,
        reason: one.reason,
      })),
    };
  }

  return {
    get,
    visible,

    async list(viewer: Viewer, query: ListQuery): Promise<{ rows: ReportCard[]; next?: string }> {
      const scope = requireScope(viewer, 'dailyReport.read');
      const limit = query.limit ?? 20;
      const cursor = decodeCursor(query.cursor, ['date', 'uuid']);
      const after = cursor && { reportDate: cursor[0], id: cursor[1] };
      const rows = await store.listReports(pool, scope, query, after, limit + 1);
      const shown = page(rows, limit, (row) => [row.reportDate, row.id]);
      return { ...shown, rows: shown.rows.map(presentReport) };
    },

    async version(viewer: Viewer, id: string, revision: number) {
      await visible(viewer, id);
      const found = (await store.recordVersions(pool, id)).find((one) => one.revision === revision);
      if (!found) throw new Problem('base.not-found');
      const content = found.content as FormValues;
      return {
        revision,
        at: found.at.toISOString(),
        by: found.by,
        reason: found.reason,
        items: content['items'] as ItemValues[],
      };
    },

    /**
     * A correction is a new revision; what stood before is kept. Anomalies already resolved stay as they are and may
     * not be taken out of the report.
     */
    async amend(
      viewer: Viewer,
      id: string,
      body: { revision: number; items: ItemValues[]; reason: string },
      trace: string,
    ): Promise<Filed> {
      const before = await visible(viewer, id);
      requireAt(viewer, 'dailyReport.file', before);
      if (!(await mayAmend(viewer, before))) {
        throw new Problem('daily-reports.window-closed', {
          closedAt: localMoment(before.closesAt, before.timeZone),
        });
      }
      const now = clock.now();
      await inTransaction(pool, async (transaction) => {
        const locked = await transaction.query('select revision from daily_reports where id = $1 for update', [id]);
        if (locked.rows[0]?.revision !== body.revision) throw new Problem('base.conflict');
        const number = (await store.formVersionOf(transaction, 'form_daily_report', id)) ?? 1;
        const form = await deps.definitions.version(DAILY_REPORT_FORM, number, transaction);
        const previous = await readRecord(transaction, form, id);
        const task = await taskById(transaction, before.taskId);
        if (!previous || !task) throw new Problem('base.not-found');
        const context = { communityId: before.communityId, subjectDate: before.reportDate };
        const all = await deps.entries(
          transaction,
          DAILY_REPORT_ITEMS,
          await revisionOf(transaction, DAILY_REPORT_ITEMS),
        );
        const entries = effectiveEntries(all, before.districtId, before.reportDate);
        const photoIds = [...new Set(body.items.flatMap((row) => row.photos ?? []))];
        const formerRows = new Map(((previous['items'] ?? []) as ItemValues[]).map((row) => [row.item, row]));
        const rows = body.items.map((row) => ({
          ...row,
          _id: formerRows.get(row.item)?._id ?? row._id ?? runtime.newId(),
        }));
        const prepared = form.compiled.prepare(
          { items: rows },
          {
            ...formContext(
              context,
              entries,
              now,
              viewer,
              photoIds.length ? await deps.files.check(transaction, viewer, photoIds) : new Map(),
            ),
            previous,
          },
        );
        if (prepared.problems.length > 0) throw new Problem('base.invalid', undefined, prepared.problems);
        const items = inOrder(prepared.values['items'] as ItemValues[], entries);

        const anomalies = await anomaliesOfReport(transaction, id);
        const abnormal = new Set(items.filter((row) => row.answer === 'abnormal').map((row) => row._id));
        const withdrawn = anomalies.filter((one) => !abnormal.has(one.id));
        const resolved = withdrawn.find((one) => one.state !== 'open');
        if (resolved)
          throw new Problem('daily-reports.anomaly-resolved', { by: resolved.resolution?.resolvedBy ?? '' });
        const known = new Set(anomalies.map((one) => one.id));
        const found = items.flatMap((row, index) =>
          row.answer === 'abnormal' && !known.has(row._id ?? '')
            ? [
                {
                  id: row._id ?? '',
                  itemCode: row.item,
                  itemNumber: index + 1,
                  itemLabel: entries[index]?.label ?? row.item,
                  originId: row._id ?? '',
                  originDate: before.reportDate,
                },
              ]
            : [],
        );

        await run(
          transaction,
          sql`insert into form_record_versions (form_key, record_id, revision, form_version, content, changed_at, changed_by, reason)
              values (${DAILY_REPORT_FORM}, ${id}, ${body.revision}, ${number}, ${JSON.stringify(previous)}, ${now}, ${viewer.personId}, ${body.reason})`,
        );
        const revision = body.revision + 1;
        await updateRecord(transaction, form, {
          id,
          communityId: before.communityId,
          at: now,
          by: viewer.personId,
          revision,
          values: { ...prepared.values, items },
        });
        await run(transaction, sql`delete from anomalies where id = any(${withdrawn.map((one) => one.id)}::uuid[])`);
        if (found.length > 0) {
          const report = { ...before, id };
          const rows = found.map((anomaly) => ({ report, anomaly }));
          await write(transaction, [store.anomalyFragment(rows, { cte: 'daily_reports', column: 'id' })], 'select 1');
        }
        await run(
          transaction,
          sql`update daily_reports set revision = ${revision}, abnormal_count = ${abnormal.size}, copy_streak = 0, copied_items = '{}',
                content_hash = ${contentHash(context, id, number, revision, items)} where id = ${id}`,
        );
        if (photoIds.length > 0) {
          await deps.files.claim(transaction, { fileIds: photoIds, viewer, subjectId: id, place: before });
        }
        await appendEvents(transaction, [
          {
            at: now,
            type: 'dailyReports.amended',
            actorId: viewer.personId,
            subjectId: id,
            communityId: before.communityId,
            companyId: before.companyId,
            districtId: before.districtId,
            data: { reportDate: before.reportDate, revision, reason: body.reason },
            trace,
          },
        ]);
      });
      return filedFrom(await visible(viewer, id));
    },

    /** Every filtered report, for an export; read in pages so that a year of a city does not have to fit in memory. */
    async *all(viewer: Viewer, filter: store.ReportsFilter): AsyncGenerator<store.ReportRow> {
      requireScope(viewer, 'dailyReport.export');
      const scope = scopeFor(viewer, 'dailyReport.export');
      let after: { reportDate: string; id: string } | undefined;
      for (;;) {
        const rows = await store.listReports(pool, scope, filter, after, 1000);
        yield* rows;
        const last = rows.at(-1);
        if (!last || rows.length < 1000) return;
        after = { reportDate: last.reportDate, id: last.id };
      }
    },
  };
}

export type Reading = ReturnType<typeof createReading>;

export function presentReport(row: store.ReportRow): ReportCard {
  return {
    id: row.id,
    taskId: row.taskId,
    communityId: row.communityId,
    communityName: row.communityName,
    districtName: row.districtName,
    companyName: row.companyName,
    reportDate: row.reportDate,
    publishedAt: row.publishedAt.toISOString(),
    filedAt: row.filedAt.toISOString(),
    filedBy: row.filedByName,
    timing: row.timing,
    state: reportState(row.abnormalCount, row.resolvedCount),
    abnormalCount: row.abnormalCount,
    resolvedCount: row.resolvedCount,
    copiedUnchanged: row.copyStreak > 0,
    copyStreak: row.copyStreak,
    revision: row.revision,
    anomalies: row.anomalies,
  };
}
