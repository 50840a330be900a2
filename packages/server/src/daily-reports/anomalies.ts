/** Resolving, undoing and verifying anomalies, one by one and many at once (DR-25 … DR-36). */

import { Problem } from '@anshao/core/base/errors.ts';
import { type BatchReport, planBatch } from '@anshao/core/daily-reports/batch.ts';
import type { Anomaly, AnomalyState, BatchCell, Verification } from '@anshao/core/daily-reports/contract.ts';
import { DAILY_REPORT_FORM } from '@anshao/core/daily-reports/contract.ts';
import { mayAt, requireAt, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import { readRows } from '../forms/records.ts';
import * as store from './anomaly-store.ts';
import type { FilingDeps } from './filing.ts';
import { itemsOf } from './report-content.ts';
import type { SettingsPort } from './settings.ts';
import { reportsByIds } from './store.ts';

export interface ResolutionInput {
  id: string;
  description: string;
  fileIds: string[];
}

export function createAnomalies(runtime: Runtime, deps: FilingDeps & { settings: SettingsPort }) {
  const { pool, clock } = runtime;

  /** Descriptions and photos stand in the form's rows. */
  async function present(rows: readonly store.AnomalyRow[]): Promise<Anomaly[]> {
    if (rows.length === 0) return [];
    const form = await deps.definitions.current(DAILY_REPORT_FORM);
    const [byReport, { undoMinutes }] = await Promise.all([
      readRows(pool, form, 'items', [...new Set(rows.map((row) => row.reportId))]),
      deps.settings.read(),
    ]);
    return rows.map((row) => {
      const values = byReport.get(row.reportId)?.find((one) => one._id === row.id);
      return presentAnomaly(
        row,
        {
          description: String(values?.['description'] ?? ''),
          photoIds: (values?.['photos'] as string[] | null) ?? [],
        },
        undoMinutes,
      );
    });
  }

  async function one(
    viewer: Viewer,
    id: string,
    action: 'dailyReport.read' | 'dailyReport.resolve' | 'dailyReport.urge',
  ) {
    const row = await store.anomalyById(pool, id);
    if (!row) throw new Problem('base.not-found');
    requireAt(viewer, action, row);
    return row;
  }

  async function presentOne(id: string): Promise<Anomaly> {
    const row = await store.anomalyById(pool, id);
    const [shown] = row ? await present([row]) : [];
    if (!shown) throw new Problem('base.not-found');
    return shown;
  }

  async function write(
    transaction: Transaction,
    viewer: Viewer,
    input: ResolutionInput,
    anomalyIds: readonly string[],
    batch: boolean,
    trace: string,
  ): Promise<store.ChangedAnomaly[]> {
    const now = clock.now();
    const isNew = await store.insertResolution(transaction, {
      id: input.id,
      description: input.description.trim(),
      fileIds: input.fileIds,
      batch,
      at: now,
      by: viewer.personId,
    });
    if (!isNew) return [];
    const resolved = await store.resolveOpen(transaction, anomalyIds, input.id);
    // The material belongs to every community whose anomaly it resolves, so that each of them may see it.
    for (const place of distinctPlaces(resolved)) {
      await deps.files.claim(transaction, { fileIds: input.fileIds, viewer, subjectId: place.reportId, place });
    }
    await appendEvents(
      transaction,
      resolved.map((row) => ({
        at: now,
        type: 'dailyReports.anomalyResolved',
        actorId: viewer.personId,
        subjectId: row.id,
        communityId: row.communityId,
        companyId: row.companyId,
        districtId: row.districtId,
        data: { reportId: row.reportId, resolutionId: input.id, batch },
        trace,
      })),
    );
    return resolved;
  }

  async function plan(viewer: Viewer, reportIds: readonly string[], itemCodes: readonly string[]) {
    const scope = requireScope(viewer, 'dailyReport.resolve');
    const reports = await reportsByIds(pool, scope, reportIds);
    if (reports.length < new Set(reportIds).size) throw new Problem('base.not-found');
    const states = new Map<string, AnomalyState>();
    const ids = new Map<string, string>();
    const shaped: BatchReport[] = [];
    for (const report of reports) {
      for (const anomaly of report.anomalies) {
        states.set(anomaly.id, anomaly.state);
        ids.set(`${report.id} ${anomaly.itemCode}`, anomaly.id);
      }
      const items = await itemsOf(deps.definitions, pool, report.id);
      shaped.push({
        id: report.id,
        reportDate: report.reportDate,
        communityName: report.communityName,
        items: new Map(
          items.map((item) => [
            item.code,
            {
              label: item.label,
              answer: item.answer,
              anomaly: item.anomaly ? (states.get(item.anomaly.id) ?? null) : null,
            },
          ]),
        ),
      });
    }
    const cells = planBatch(shaped, itemCodes);
    const anomalyIds = cells
      .filter((cell) => cell.outcome === 'willResolve')
      .map((cell) => ids.get(`${cell.reportId} ${cell.itemCode}`) ?? '');
    return { cells, anomalyIds };
  }

  return {
    async list(viewer: Viewer, query: store.AnomalyFilter & { cursor?: string; limit?: number }) {
      const scope = requireScope(viewer, 'dailyReport.read');
      const limit = query.limit ?? 20;
      const cursor = decodeCursor(query.cursor, ['date', 'uuid']);
      const after = cursor && { originDate: cursor[0], id: cursor[1] };
      const rows = await store.listAnomalies(pool, scope, query, after, limit + 1);
      const shown = page(rows, limit, (row) => [row.originDate, row.id]);
      const presented = await present(shown.rows);
      return { ...shown, rows: presented.map((row, index) => ({ ...row, days: shown.rows[index]?.days })) };
    },

    /** Found → copied on further days → resolved → verified (DR-31). */
    async timeline(viewer: Viewer, id: string) {
      const anomaly = await one(viewer, id, 'dailyReport.read');
      const [chain, undone] = await Promise.all([
        store.anomalyChain(pool, anomaly.originId),
        store.undoneResolutions(pool, anomaly.originId),
      ]);
      const takenBack = undone.flatMap(({ reportDate, resolvedAt, resolvedBy: by, description, undoneAt }) => [
        { at: resolvedAt.toISOString(), reportDate, kind: 'resolved' as const, by, note: description },
        { at: undoneAt.toISOString(), reportDate, kind: 'undone' as const, by, note: '' },
      ]);
      const moments = chain.flatMap((day, index) => [
        {
          at: day.filedAt.toISOString(),
          reportDate: day.reportDate,
          kind: index === 0 ? ('found' as const) : ('copied' as const),
          by: day.filedBy,
          note: '',
        },
        ...(day.resolution
          ? [
              {
                at: new Date(day.resolution.resolvedAt).toISOString(),
                reportDate: day.reportDate,
                kind: 'resolved' as const,
                by: day.resolution.resolvedBy,
                note: day.resolution.description,
              },
            ]
          : []),
        ...(day.verifiedAt
          ? [
              {
                at: day.verifiedAt.toISOString(),
                reportDate: day.reportDate,
                kind: 'verified' as const,
                by: day.verifiedBy ?? '',
                note: '',
              },
            ]
          : []),
      ]);
      return {
        rows: [...moments, ...takenBack].sort((one_, other) => (one_.at < other.at ? -1 : one_.at > other.at ? 1 : 0)),
      };
    },

    async resolve(
      viewer: Viewer,
      id: string,
      input: ResolutionInput & { allDays?: boolean },
      trace: string,
    ): Promise<Anomaly> {
      const anomaly = await one(viewer, id, 'dailyReport.resolve');
      await deps.files.check(pool, viewer, input.fileIds);
      await inTransaction(pool, async (transaction) => {
        const days = input.allDays ? await store.openDaysOf(transaction, anomaly.originId) : [];
        const resolved = await write(transaction, viewer, input, [...new Set([id, ...days])], false, trace);
        if (resolved.length === 0) {
          const now = await store.anomalyById(transaction, id);
          if (now?.resolution?.id === input.id) return;
          throw new Problem('daily-reports.anomaly-resolved', { by: now?.resolution?.resolvedBy ?? '' });
        }
      });
      return presentOne(anomaly.id);
    },

    async previewBatch(viewer: Viewer, reportIds: readonly string[], itemCodes: readonly string[]) {
      const { cells, anomalyIds } = await plan(viewer, reportIds, itemCodes);
      return { cells, willResolve: anomalyIds.length, willSkip: cells.length - anomalyIds.length };
    },

    async resolveBatch(
      viewer: Viewer,
      input: ResolutionInput & { reportIds: string[]; itemCodes: string[] },
      trace: string,
    ) {
      const { cells, anomalyIds } = await plan(viewer, input.reportIds, input.itemCodes);
      const known = await store.resolutionById(pool, input.id);
      if (anomalyIds.length === 0 && !known) throw new Problem('daily-reports.nothing-to-resolve');
      const { undoMinutes } = await deps.settings.read();
      const resolved = known
        ? []
        : await inTransaction(pool, (transaction) => write(transaction, viewer, input, anomalyIds, true, trace));
      // Someone may have resolved one of them since the plan was made; it then counts as skipped.
      const done = new Set(resolved.map((row) => row.reportId));
      const shown: BatchCell[] = known
        ? cells
        : cells.map((cell) =>
            cell.outcome === 'willResolve' && !done.has(cell.reportId) ? { ...cell, outcome: 'alreadyResolved' } : cell,
          );
      return {
        resolutionId: input.id,
        resolved: resolved.length,
        skipped: cells.length - resolved.length,
        cells: shown,
        undoUntil: new Date((known?.resolvedAt ?? clock.now()).getTime() + undoMinutes * 60_000).toISOString(),
      };
    },

    async undo(viewer: Viewer, id: string, trace: string) {
      const resolution = await store.resolutionById(pool, id);
      if (!resolution || resolution.resolvedBy !== viewer.personId) throw new Problem('base.not-found');
      const now = clock.now();
      const { undoMinutes } = await deps.settings.read();
      if (resolution.undoneAt) return { reopened: 0 };
      if (now.getTime() > resolution.resolvedAt.getTime() + undoMinutes * 60_000) {
        throw new Problem('daily-reports.undo-expired');
      }
      const rows = await inTransaction(pool, async (transaction) => {
        const reopened = await store.reopen(transaction, id, now);
        await appendEvents(
          transaction,
          reopened.map((row) => ({
            at: now,
            type: 'dailyReports.resolutionUndone',
            actorId: viewer.personId,
            subjectId: row.id,
            communityId: row.communityId,
            companyId: row.companyId,
            districtId: row.districtId,
            data: { reportId: row.reportId, resolutionId: id },
            trace,
          })),
        );
        return reopened;
      });
      return { reopened: rows.length };
    },

    /**
     * The one who verifies is not the one who resolved; that and the rights are looked at day by day.
     * @throws Problem `daily-reports.not-resolved`, `daily-reports.verify-own` when only one day was asked for
     */
    async verify(viewer: Viewer, id: string, { allDays = false }: { allDays?: boolean }, trace: string) {
      const anomaly = await one(viewer, id, 'dailyReport.urge');
      const now = clock.now();
      const outcome = await inTransaction(pool, async (transaction) => {
        const days = await store.lockDays(transaction, allDays ? { originId: anomaly.originId } : { id });
        const sound: store.AnomalyDay[] = [];
        const skippedDays: Verification['skippedDays'] = [];
        for (const day of days) {
          // A day out of sight is not there; one that is verified already needs nothing.
          if (day.state === 'verified' || !mayAt(viewer, 'dailyReport.read', day)) continue;
          const code = refusal(viewer, day);
          if (code === undefined) sound.push(day);
          else skippedDays.push({ id: day.id, reportDate: day.reportDate, code });
        }
        if (!allDays && skippedDays[0]) throw new Problem(skippedDays[0].code);
        await store.verifyEach(
          transaction,
          sound.map((day) => ({ id: day.id, at: now, by: viewer.personId })),
        );
        await appendEvents(
          transaction,
          sound.map((day) => ({
            at: now,
            type: 'dailyReports.anomalyVerified',
            actorId: viewer.personId,
            subjectId: day.id,
            communityId: day.communityId,
            companyId: day.companyId,
            districtId: day.districtId,
            data: { reportId: day.reportId },
            trace,
          })),
        );
        return { verifiedDays: sound.map((day) => ({ id: day.id, reportDate: day.reportDate })), skippedDays };
      });
      return { ...(await presentOne(id)), ...outcome };
    },
  };
}

export type Anomalies = ReturnType<typeof createAnomalies>;

export function presentAnomaly(
  row: store.AnomalyRow,
  content: { description: string; photoIds: readonly string[] },
  undoMinutes: number,
): Anomaly {
  const { resolution } = row;
  return {
    id: row.id,
    reportId: row.reportId,
    communityId: row.communityId,
    communityName: row.communityName,
    reportDate: row.reportDate,
    itemCode: row.itemCode,
    itemNumber: row.itemNumber,
    itemLabel: row.itemLabel,
    description: content.description,
    photoIds: [...content.photoIds],
    state: row.state,
    firstDate: row.originDate,
    originId: row.originId,
    resolution: resolution && {
      id: resolution.id,
      description: resolution.description,
      fileIds: resolution.fileIds,
      batch: resolution.batch,
      resolvedAt: new Date(resolution.resolvedAt).toISOString(),
      resolvedBy: resolution.resolvedBy,
      undoUntil: new Date(new Date(resolution.resolvedAt).getTime() + undoMinutes * 60_000).toISOString(),
    },
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    verifiedBy: row.verifiedBy,
  };
}

function refusal(viewer: Viewer, day: store.AnomalyDay): Verification['skippedDays'][number]['code'] | undefined {
  if (!mayAt(viewer, 'dailyReport.urge', day)) return 'access.forbidden';
  if (day.state === 'open') return 'daily-reports.not-resolved';
  return day.resolvedBy === viewer.personId ? 'daily-reports.verify-own' : undefined;
}

function distinctPlaces(rows: readonly store.ChangedAnomaly[]): store.ChangedAnomaly[] {
  return [...new Map(rows.map((row) => [row.reportId, row])).values()];
}
