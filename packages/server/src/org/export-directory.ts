/** The directory as a sheet that the import reads back unchanged; its rows are fetched in pages while it is written. */
import type { Readable } from 'node:stream';
import { covers, type RoleDefinition } from '@anshao/core/access/rights.ts';
import { maskMobile } from '@anshao/core/base/masking.ts';
import type { ImportKind, Role } from '@anshao/core/org/contract.ts';
import { requireScope, scopeFor, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import { statusTitles } from './import/check-communities.ts';
import { columnsOf } from './import/columns.ts';
import { type PeopleExportRow, peopleToExport } from './people-store.ts';
import { writeSheet } from './sheet/write-sheet.ts';
import { communitiesToExport } from './store.ts';

const pageSize = 1000;

export function createExports(runtime: Runtime, roles: ReadonlyMap<Role, RoleDefinition>) {
  async function* communityRows(viewer: Viewer) {
    const scope = requireScope(viewer, 'directory.read');
    for (let after = ''; ; ) {
      const rows = await communitiesToExport(runtime.pool, scope, after, pageSize);
      yield rows.map((row) => [
        row.code,
        row.name,
        row.district,
        row.companyName ?? '',
        row.companyCode ?? '',
        row.address,
        row.latitude === null ? '' : String(row.latitude),
        row.longitude === null ? '' : String(row.longitude),
        statusTitles[row.status],
      ]);
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) return;
      after = last.code;
    }
  }

  /** Numbers in full only where the viewer may reveal them; a masked one is refused when the sheet is imported. */
  async function* peopleRows(viewer: Viewer) {
    const scope = requireScope(viewer, 'directory.read');
    const reveal = scopeFor(viewer, 'person.revealMobile');
    for (let after: readonly [string, string] | undefined; ; ) {
      const rows: PeopleExportRow[] = await peopleToExport(runtime.pool, scope, after, runtime.clock.now(), pageSize);
      yield rows.map((row) => [
        row.name,
        covers(reveal, row.place) ? row.mobile : maskMobile(row.mobile),
        roles.get(row.role)?.name ?? row.role,
        row.communityCode ?? '',
        row.companyCode ?? '',
        row.district ?? '',
      ]);
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) return;
      after = [last.mobile, last.postId];
    }
  }

  return {
    /**
     * Running posts of people with a mobile, or communities, that the viewer may read. The export itself is logged.
     * @throws Problem `access.forbidden`
     */
    async exportDirectory(viewer: Viewer, kind: ImportKind): Promise<Readable> {
      requireScope(viewer, 'directory.read');
      await inTransaction(runtime.pool, (transaction) =>
        appendEvents(transaction, [
          {
            at: runtime.clock.now(),
            type: 'org.directoryExported',
            actorId: viewer.personId,
            subjectId: null,
            data: { kind },
          },
        ]),
      );
      const columns = columnsOf[kind].map((one) => ({
        title: one.required ? `${one.title}*` : one.title,
        width: one.width,
      }));
      return kind === 'communities'
        ? writeSheet('小区', columns, communityRows(viewer))
        : writeSheet('人员', columns, peopleRows(viewer));
    },
  };
}
