/**
 * Bringing the directory in from a sheet: a dry run that reports every cell, then, once confirmed, a job that writes.
 *
 * The rows are kept from the dry run on, so the job needs neither file nor session. Each batch commits together with
 * how far it came: a job killed in the middle goes on where the last commit stood. Each batch is checked again against
 * the directory as it is then; whatever no longer fits is skipped and reported, never overwritten blindly.
 */

import type { Readable } from 'node:stream';
import type { RoleDefinition } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { CellProblem, ImportKind, ImportReport, Role } from '@anshao/core/org/contract.ts';
import { may, requireScope, type Viewer } from '../../access/viewer.ts';
import { appendEvents } from '../../audit/service.ts';
import { inTransaction } from '../../base/database/pool.ts';
import type { Enqueue } from '../../base/jobs/enqueue.ts';
import type { Runtime } from '../../base/runtime.ts';
import { oneLine } from '../clean-text.ts';
import { readSheet, type Sheet } from '../sheet/read-sheet.ts';
import { checkBatch, districtFinderFor, foresee, standingAlone, writePlan } from './batch.ts';
import { checkUnread } from './check-cells.ts';
import { type Mapping, mapColumns, missingColumns, titlesHash } from './columns.ts';
import { newCompaniesOf } from './new-companies.ts';
import { CellProblems, type ImportRow } from './problems.ts';
import * as store from './store.ts';

export const importJob = 'org.import';
const batchSize = 500;
const keptProblems = 1000;
/** After so many failed runs in a row an import is given up; what was written stays. */
const mostFailures = 5;

export interface ImportDeps {
  /** The bytes and name of an uploaded file. @throws Problem `base.not-found`, `files.gone` */
  readonly readFile: (fileId: string, viewer: Viewer) => Promise<{ name: string; stream: Readable }>;
  readonly enqueue: Enqueue;
  readonly roles: ReadonlyMap<Role, RoleDefinition>;
}

export function createImports(runtime: Runtime, deps: ImportDeps) {
  const rightsOf = (viewer: Viewer) => ({
    scope: requireScope(viewer, 'directory.import'),
    cityWide: may(viewer, 'system.manage'),
  });

  async function own(viewer: Viewer, id: string): Promise<store.StoredImport> {
    requireScope(viewer, 'directory.import');
    const found = await store.findImport(runtime.pool, id);
    // An import shows names and numbers of the sheet, so it is its maker's alone.
    if (!found || found.createdBy !== viewer.personId) throw new Problem('base.not-found');
    return found;
  }

  return {
    /**
     * The dry run; the same id again answers the report that stands.
     * @throws Problem `org.import-unreadable`, `org.import-too-long`, `access.forbidden`
     */
    async startImport(
      viewer: Viewer,
      input: { id: string; kind: ImportKind; fileId: string; mapping?: Mapping | undefined },
    ): Promise<ImportReport> {
      const rights = rightsOf(viewer);
      if (await store.findImport(runtime.pool, input.id)) return reportOf(await own(viewer, input.id));
      const file = await deps.readFile(input.fileId, viewer);
      const sheet = await readSheet(file.stream);
      const remembered = await store.rememberedMapping(runtime.pool, input.kind, titlesHash(sheet.titles));
      const mapping = mapColumns(input.kind, sheet.titles, input.mapping, remembered);
      let rows = rowsBy(mapping, sheet);
      const problems = new CellProblems(input.kind, mapping);
      const missing = missingColumns(input.kind, mapping);
      for (const column of missing) problems.add(1, column.field, 'org.cell-column-missing', { title: column.title });

      let counts = { created: 0, updated: 0, unchanged: 0 };
      let companies = newCompaniesOf([], []);
      if (missing.length === 0) {
        const findDistrict = await districtFinderFor(runtime.pool);
        const context = { ...rights, findDistrict, roles: deps.roles, at: runtime.clock.now(), lock: false };
        const plan = await checkBatch(runtime.pool, input.kind, rows, context, problems);
        counts = foresee(plan);
        if (plan.kind === 'communities') companies = newCompaniesOf(plan.rows, await store.allCompanies(runtime.pool));
        rows = standingAlone(plan, rows);
      }
      checkUnread(rows, problems);
      const one: store.StoredImport = {
        id: input.id,
        kind: input.kind,
        fileId: input.fileId,
        fileName: file.name,
        state: 'planned',
        mapping,
        createdBy: viewer.personId,
        report: {
          columns: sheet.titles,
          rows: rows.length,
          processed: 0,
          toCreate: counts.created,
          toUpdate: counts.updated,
          unchanged: counts.unchanged,
          skipped: missing.length > 0 ? rows.length : problems.rows.size,
          ...kept(problems.list),
          ...companies,
          ...rights,
          lastRow: 0,
          failures: 0,
        },
      };
      await inTransaction(runtime.pool, async (transaction) => {
        if (!(await store.insertImport(transaction, one, runtime.clock.now()))) return;
        await store.insertRows(transaction, one.id, rows, problems.rows);
      });
      return reportOf(await own(viewer, input.id));
    },

    async getImport(viewer: Viewer, id: string): Promise<ImportReport> {
      return reportOf(await own(viewer, id));
    },

    /** @throws Problem `org.import-not-planned`, `org.import-columns-missing` */
    async confirmImport(viewer: Viewer, id: string): Promise<ImportReport> {
      const rights = rightsOf(viewer);
      await own(viewer, id);
      await inTransaction(runtime.pool, async (transaction) => {
        const at = runtime.clock.now();
        const one = await store.lockImport(transaction, id);
        if (one?.state !== 'planned') throw new Problem('org.import-not-planned');
        const missing = missingColumns(one.kind, one.mapping);
        if (missing.length > 0) {
          throw new Problem('org.import-columns-missing', {
            columns: missing.map((column) => column.title).join('、'),
          });
        }
        const report = { ...one.report, ...rights, toCreate: 0, toUpdate: 0, unchanged: 0, skipped: 0 };
        await store.saveProgress(transaction, id, 'running', report, at);
        await store.rememberMapping(transaction, one.kind, titlesHash(one.report.columns), one.mapping, at);
        await appendEvents(transaction, [
          {
            at,
            type: 'org.importConfirmed',
            actorId: viewer.personId,
            subjectId: id,
            data: { kind: one.kind, fileId: one.fileId, rows: one.report.rows },
          },
        ]);
        await deps.enqueue(transaction, importJob, { id }, { jobKey: `${importJob}:${id}`, queue: importJob });
      });
      return reportOf(await own(viewer, id));
    },

    /** The job: writes batch after batch until the last. Running it again, or twice at once, writes nothing twice. */
    async runImport(id: string): Promise<void> {
      try {
        while (await runBatch(id));
      } catch (error) {
        await noteFailure(id);
        throw error;
      }
    },
  };

  /** @returns whether there may be more to do */
  function runBatch(id: string): Promise<boolean> {
    return inTransaction(runtime.pool, async (transaction) => {
      const one = await store.lockImport(transaction, id);
      if (one?.state !== 'running') return false;
      const at = runtime.clock.now();
      const rows = await store.nextRows(transaction, id, one.report.lastRow, batchSize);
      if (rows.length === 0) {
        await store.saveProgress(transaction, id, 'done', one.report, at);
        await store.dropRows(transaction, id);
        const { toCreate: created, toUpdate: updated, unchanged, skipped } = one.report;
        await appendEvents(transaction, [
          {
            at,
            type: 'org.importDone',
            actorId: one.createdBy,
            subjectId: id,
            data: { kind: one.kind, created, updated, unchanged, skipped },
          },
        ]);
        return false;
      }
      const sound = rows.filter((row) => row.sound);
      const problems = new CellProblems(one.kind, one.mapping);
      const { scope, cityWide } = one.report;
      const findDistrict = await districtFinderFor(transaction);
      const context = { scope, cityWide, findDistrict, roles: deps.roles, at, lock: true };
      const plan = await checkBatch(transaction, one.kind, sound, context, problems);
      const written = await writePlan(transaction, plan, one.createdBy, runtime);
      const report: store.StoredReport = {
        ...one.report,
        processed: one.report.processed + rows.length,
        toCreate: one.report.toCreate + written.created,
        toUpdate: one.report.toUpdate + written.updated,
        unchanged: one.report.unchanged + written.unchanged,
        skipped: one.report.skipped + rows.length - plan.rows.length,
        problems: kept([...one.report.problems, ...problems.list]).problems,
        problemCount: one.report.problemCount + problems.list.length,
        lastRow: rows[rows.length - 1]!.row,
        failures: 0,
      };
      await store.saveProgress(transaction, id, 'running', report, at);
      return true;
    });
  }

  async function noteFailure(id: string): Promise<void> {
    await inTransaction(runtime.pool, async (transaction) => {
      const one = await store.lockImport(transaction, id);
      if (one?.state !== 'running') return;
      const failures = one.report.failures + 1;
      const state = failures >= mostFailures ? 'failed' : 'running';
      await store.saveProgress(transaction, id, state, { ...one.report, failures }, runtime.clock.now());
    });
  }
}

function kept(problems: readonly CellProblem[]): { problems: CellProblem[]; problemCount: number } {
  const sorted = [...problems].sort((a, b) => a.row - b.row);
  return { problems: sorted.slice(0, keptProblems), problemCount: problems.length };
}

function rowsBy(mapping: Mapping, sheet: Sheet): ImportRow[] {
  const places = Object.entries(mapping).map(([field, title]) => [field, sheet.titles.indexOf(title)] as const);
  return sheet.rows.map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(places.map(([field, place]) => [field, oneLine(cells[place] ?? '')])),
  }));
}

function reportOf(one: store.StoredImport): ImportReport {
  const { columns, rows, processed, toCreate, toUpdate, unchanged, skipped, problems, problemCount } = one.report;
  // Reports of before companies were told do not have them.
  const { newCompanies = [], newCompanyCount = 0 } = one.report as Partial<store.StoredReport>;
  return {
    id: one.id,
    kind: one.kind,
    fileName: one.fileName,
    state: one.state,
    columns: [...columns],
    mapping: { ...one.mapping },
    rows,
    processed,
    toCreate,
    toUpdate,
    unchanged,
    skipped,
    problems: [...problems],
    problemCount,
    newCompanies: [...newCompanies],
    newCompanyCount,
  };
}
