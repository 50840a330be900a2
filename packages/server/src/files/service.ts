/** Files for everybody else: uploading, looking, claiming for a record, cleaning up. */

import type { Place } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { FileFacts as BareFacts, StoredFile } from '@anshao/core/files/contract.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import type { Fragment } from '../base/database/write-batch.ts';
import type { Runtime } from '../base/runtime.ts';
import * as claims from './claim.ts';
import { createCleanUp } from './clean-up.ts';
import { createIncoming } from './incoming.ts';
import { isBoxed } from './inspect/moving-picture.ts';
import { createPictures } from './pictures.ts';
import type { FileStorage, Rendition } from './storage/contract.ts';
import * as store from './store.ts';
import { createTickets } from './tickets.ts';
import { createUploads } from './uploads.ts';

export type { RecordOfFile } from './store.ts';

/** What other modules may know of a file; as `FormContext.files` wants it, and a little more. */
export interface FileFacts extends BareFacts {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface Claim {
  readonly fileIds: readonly string[];
  readonly viewer?: Viewer;
  /** Instead of a viewer: the anonymous ticket the files were uploaded with. */
  readonly ticket?: string;
  /** The record the files become part of. */
  readonly subjectId: string;
  readonly place: Place;
  /** Where in the body a file stands, for problems; `fileIds[2]` unless given. */
  readonly pathOf?: (index: number) => string;
}

export interface OpenedFile {
  readonly file: store.FileRow;
  readonly rendition: Rendition;
  readonly stored: store.StoredRendition;
}

/** Of files that are part of form records, those that somebody may see with one of the records. */
export type FilesOfRecords = (
  db: Queryable,
  viewer: Viewer,
  files: readonly store.RecordOfFile[],
) => Promise<ReadonlySet<string>>;

/** @param ofRecords the forms module's answer; it comes after this one, so wiring hands it in */
export function createFilesService(runtime: Runtime, storage: FileStorage, ofRecords?: FilesOfRecords) {
  const incoming = createIncoming(runtime.config);
  const tickets = createTickets(runtime);
  const uploads = createUploads({ runtime, storage, incoming });

  async function rowsOf(claim: Claim): Promise<claims.ClaimRows> {
    return {
      fileIds: claim.fileIds,
      subjectId: claim.subjectId,
      place: claim.place,
      at: runtime.clock.now(),
      personId: claim.viewer?.personId ?? null,
      ticketHash: claim.ticket === undefined ? null : await tickets.hashOf(claim.ticket, 'accepted'),
    };
  }
  /** Asked only about files that could not be read otherwise: most belong to whoever names them. */
  async function throughRecords(db: Queryable, viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const links = ofRecords && ids.length > 0 ? await store.recordsOf(db, ids) : [];
    return ofRecords && links.length > 0 ? ofRecords(db, viewer, links) : new Set();
  }
  async function findReadable(viewer: Viewer, id: string) {
    const found = await store.findReadable(runtime.pool, viewer, id);
    if (found) return found;
    const granted = (await throughRecords(runtime.pool, viewer, [id])).has(id);
    const throughRecord = granted ? await store.findReadable(runtime.pool, viewer, id, 'granted') : undefined;
    if (!throughRecord) throw new Problem('base.not-found');
    return throughRecord;
  }
  const pathsOf = (claim: Claim) => claim.pathOf ?? ((index: number) => `fileIds[${index}]`);

  return {
    uploads,
    tickets,
    pictures: createPictures(storage),
    cleanUp: createCleanUp({ runtime, storage, incoming }),

    /** Files the viewer uploaded or may read; ids that are missing in the answer must be treated as unknown. */
    async check(db: Queryable, viewer: Viewer, fileIds: readonly string[]): Promise<Map<string, FileFacts>> {
      if (fileIds.length === 0) return new Map();
      const rows = await store.readableAmong(db, viewer, fileIds);
      const known = new Set(rows.map((row) => row.id));
      const others = await throughRecords(
        db,
        viewer,
        fileIds.filter((id) => !known.has(id)),
      );
      if (others.size > 0) rows.push(...(await store.filesAmong(db, [...others])));
      return new Map(rows.map((row) => [row.id, factsOf(row)]));
    },

    /** For who shows what the files belong to and has checked the right to that. */
    async describe(db: Queryable, fileIds: readonly string[]): Promise<Map<string, FileFacts>> {
      if (fileIds.length === 0) return new Map();
      return new Map((await store.filesAmong(db, fileIds)).map((row) => [row.id, factsOf(row)]));
    },

    /** The same for files of an anonymous ticket. @throws Problem `files.ticket-invalid` */
    async checkTicket(db: Queryable, ticket: string, fileIds: readonly string[]): Promise<Map<string, FileFacts>> {
      const ticketHash = await tickets.hashOf(ticket, 'accepted');
      const found = new Map<string, FileFacts>();
      for (const id of fileIds) {
        const row = await store.findFile(db, id);
        if (row && store.sameOwner(row.owner, { ticketHash })) found.set(id, factsOf(row));
      }
      return found;
    },

    /**
     * Links files to a record inside the record's own transaction.
     * @throws Problem `files.not-yours` with every file that is missing, gone, or somebody else's; `files.ticket-invalid`
     */
    async claim(transaction: Transaction, claim: Claim): Promise<void> {
      await claims.claimRows(transaction, await rowsOf(claim), pathsOf(claim));
    },

    /** The same as parts of a composed write; see `claim.ts`. */
    async claimFragments(claim: Claim): Promise<{ before: Fragment[]; after: (given: string) => Fragment[] }> {
      return claims.claimFragments(await rowsOf(claim));
    },

    /** After a composed write that wrote nothing. @throws Problem `files.not-yours` when the files were the reason */
    async explainClaim(db: Queryable, claim: Claim): Promise<void> {
      await claims.explainClaim(db, await rowsOf(claim), pathsOf(claim));
    },

    /** @throws Problem `base.not-found` also when the viewer has no right to know of it */
    async info(viewer: Viewer, id: string): Promise<StoredFile> {
      const { file } = await findReadable(viewer, id);
      return {
        id: file.id,
        kind: file.kind,
        name: file.name,
        size: file.size,
        mediaType: file.mediaType,
        sha256: file.sha256,
        width: file.width,
        height: file.height,
        uploadedAt: file.uploadedAt.toISOString(),
      };
    },

    /**
     * Which bytes the viewer may have; read them with `read`.
     * @param size of a picture; films and sound have no `thumb`, other kinds have one form only. The original of what a
     * camera or recorder made still tells where that was, so it is for its uploader and for those with `evidence.read`
     * there, and each look by them is on record.
     * @throws Problem `base.not-found`
     */
    async open(viewer: Viewer, id: string, size: Rendition = 'full'): Promise<OpenedFile> {
      const found = await findReadable(viewer, id);
      const { file } = found;
      const tells = file.kind === 'image' || isBoxed(file.mediaType);
      const rendition: Rendition = file.renditions[size] ? size : file.renditions.full ? 'full' : 'original';
      const stored = file.renditions[rendition];
      if (!stored || (tells && rendition === 'original' && !found.mayOriginal)) throw new Problem('base.not-found');
      if (tells && rendition === 'original' && !found.own) {
        await inTransaction(runtime.pool, (transaction) =>
          appendEvents(transaction, [
            { at: runtime.clock.now(), type: 'files.originalOpened', actorId: viewer.personId, subjectId: file.id },
          ]),
        );
      }
      return { file, rendition, stored };
    },

    /** @throws Problem `files.gone` */
    read: storage.read.bind(storage),
  };
}

export type FilesService = ReturnType<typeof createFilesService>;

/**
 * Taken in the form means: its sender said so, and the picture's own clock, where it has one, is within a day of the
 * upload. Cameras write wall-clock time without a zone, and phones without signal send later, hence a day.
 */
function factsOf(row: store.FileRow): FileFacts {
  const takenAt = row.evidence?.takenAt;
  const apart = takenAt === undefined ? 0 : Math.abs(Date.parse(`${takenAt}Z`) - row.uploadedAt.getTime());
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    size: row.size,
    mediaType: row.mediaType,
    ...(row.evidence?.seconds !== undefined && { seconds: row.evidence.seconds }),
    fromCamera: row.evidence?.saidFromCamera === true && apart <= (24 + 14) * 3_600_000,
  };
}
