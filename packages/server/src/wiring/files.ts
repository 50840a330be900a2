/** Uploads become part of reports, resolutions, change requests and the drawings of forms. */
import { Problem } from '@anshao/core/base/errors.ts';
import type { ClaimFiles } from '../access/change-requests.ts';
import type { PicturePort } from '../apps/pictures.ts';
import type { Runtime } from '../base/runtime.ts';
import type { FilesPort } from '../daily-reports/filing.ts';
import type { FilesService } from '../files/service.ts';

export function filesForReports(files: FilesService): FilesPort {
  return {
    check: (db, viewer, fileIds) => files.check(db, viewer, fileIds),
    claim: (transaction, claim) => files.claim(transaction, claim),
  };
}

export function filesForChangeRequests(files: FilesService): ClaimFiles {
  return {
    async claim(transaction, claim) {
      const known = await files.checkTicket(transaction, claim.ticket, claim.fileIds);
      if (known.size < new Set(claim.fileIds).size) throw new Problem('files.not-yours');
      await files.claim(transaction, claim);
      return [...known.values()].map(({ id, kind }) => ({ id, kind }));
    },
  };
}

export function picturesOfForms(runtime: Runtime, files: FilesService): PicturePort {
  const { pictures } = files;
  return {
    store: pictures.store,
    read: (id) => pictures.read(runtime.pool, id),
    link: pictures.link,
    async usable(db, viewer, form, ids) {
      const linked = await pictures.linked(db, form, ids);
      const own = await files.check(
        db,
        viewer,
        ids.filter((id) => !linked.has(id)),
      );
      return new Set([...linked, ...[...own].flatMap(([id, { kind }]) => (kind === 'image' ? [id] : []))]);
    },
  };
}
