/** One upload's life between its creation and the finished file; the tus library keeps the bytes, this keeps the rules. */
import { Problem } from '@anshao/core/base/errors.ts';
import { fileLimits } from '@anshao/core/files/contract.ts';
import { refusedType } from '@anshao/core/files/refused-types.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { type DeclaredUpload, type Finishing, finishUpload, keysOf, kindsFor } from './finish.ts';
import { Gate } from './gate.ts';
import { broken, tooLarge } from './inspect/inspect.ts';
import { declaredKind, extensionOf, isHeic, refused } from './inspect/kinds.ts';
import { leaseLocker, takeLease } from './lease.ts';
import * as store from './store.ts';

/** Decoding a 50-megapixel picture takes up to 300 MB; two at once leave room on a machine with 4 GB. */
const heavyAtOnce = 2;
const heavyWaiting = 64;

export const hardestLimit = Math.max(...Object.values(fileLimits.bytes));

export interface NewUpload extends DeclaredUpload {
  readonly id: string;
  readonly owner: store.Owner;
  readonly size: number;
}

/**
 * The sender's words in `Upload-Metadata`; `source` is `camera` when the form's own camera took the picture,
 * `purpose` is `import` for a sheet that the directory is to be read from.
 */
export function declaredIn(metadata: Readonly<Record<string, string | null | undefined>>): DeclaredUpload {
  return {
    name: (metadata.name ?? metadata.filename ?? '').slice(0, 400),
    type: (metadata.type ?? metadata.filetype ?? '').slice(0, 200),
    fromCamera: metadata.source === 'camera',
    toImport: metadata.purpose === 'import',
  };
}

export function createUploads(parts: Finishing) {
  const { runtime, storage, incoming } = parts;
  const gate = new Gate(heavyAtOnce, heavyWaiting);

  const lifeMs = fileLimits.orphanHours * 3_600_000;

  /** The upload of this owner; nothing to others, nor when its time is over. */
  async function find(id: string, owner: store.Owner): Promise<store.UploadRow | undefined> {
    const upload = await store.findUpload(runtime.pool, id);
    if (!upload || !store.sameOwner(upload.owner, owner)) return undefined;
    return upload.createdAt.getTime() + lifeMs > runtime.clock.now().getTime() ? upload : undefined;
  }

  async function findFinished(id: string, owner: store.Owner): Promise<store.FileRow | undefined> {
    const file = await store.findFile(runtime.pool, id);
    return file && store.sameOwner(file.owner, owner) ? file : undefined;
  }

  return {
    incoming,
    /** `mayInterrupt`: the asking request may end one that still writes. */
    locker: (mayInterrupt: boolean) => leaseLocker(runtime, mayInterrupt),
    find,
    findFinished,
    expiresAt: (upload: store.UploadRow) => new Date(upload.createdAt.getTime() + lifeMs),

    /**
     * Reserves the id before any byte is written. Sending it twice is the same as once.
     * @throws Problem `files.too-large`, `.heic`, `.type-refused`, `.broken`, `.id-taken`, `.ticket-used-up`
     */
    async begin(upload: NewUpload): Promise<void> {
      refuseDeclared(upload);
      const row = { id: upload.id, owner: upload.owner, size: upload.size, createdAt: runtime.clock.now() };
      if ((await findFinished(row.id, row.owner))?.size === row.size) return;
      await inTransaction(runtime.pool, async (transaction) => {
        const there = await store.findUpload(transaction, row.id);
        if (there || (await store.findFile(transaction, row.id))) {
          if (there && store.sameOwner(there.owner, row.owner) && there.size === row.size) return;
          throw new Problem('files.id-taken');
        }
        if ('ticketHash' in row.owner) {
          const count = await store.countOfTicket(transaction, row.owner.ticketHash);
          const limit = fileLimits.anonymous.files;
          if (count >= limit) throw new Problem('files.ticket-used-up', { limit });
        }
        if (!(await store.insertUpload(transaction, row))) throw new Problem('files.upload-busy');
      });
    },

    /**
     * Turns a completely received upload into a file. A lost answer is asked for again by HEAD, so this is called by
     * whoever sees that all bytes are here, and does its work once.
     * @throws Problem as `finishUpload`; `files.upload-busy` while another request is at it
     */
    async finish(upload: store.UploadRow): Promise<void> {
      if (await findFinished(upload.id, upload.owner)) return;
      const lease = await takeLease(runtime, upload.id);
      if (!lease) {
        if (await findFinished(upload.id, upload.owner)) return;
        throw new Problem('files.upload-busy');
      }
      try {
        const { metadata } = await incoming.datastore.getUpload(upload.id);
        await gate.run(() => finishUpload(parts, upload, declaredIn(metadata ?? {})));
      } finally {
        await lease.release();
      }
    },

    /** Takes back a finished file that no record names yet. @returns false when there is no such file */
    async takeBack(id: string, owner: store.Owner): Promise<boolean> {
      const file = await findFinished(id, owner);
      if (!file || file.linkedAt) return false;
      const gone = await inTransaction(runtime.pool, async (transaction) => {
        const ids = await store.deleteUnlinked(transaction, { id });
        const actorId = 'personId' in owner ? owner.personId : null;
        const at = runtime.clock.now();
        await appendEvents(
          transaction,
          ids.map((subjectId) => ({ at, type: 'files.removed', actorId, subjectId })),
        );
        return ids.length > 0;
      });
      if (gone) for (const key of keysOf(id)) await storage.delete(key);
      return gone;
    },

    async forget(id: string): Promise<void> {
      await incoming.discard(id);
      await store.deleteUpload(runtime.pool, id);
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;

/** Saves people's data volume: what cannot be accepted is refused before it is sent. The bytes are judged again later. */
function refuseDeclared(upload: NewUpload): void {
  if (upload.size === 0) throw broken(upload);
  // Phones often send it without a type.
  if (isHeic(upload.type) || /^hei[cf]$/i.test(extensionOf(upload.name))) throw new Problem('files.heic');
  const anonymous = 'ticketHash' in upload.owner;
  const kinds = kindsFor(upload, upload.owner);
  const kind = declaredKind(upload.type, upload.name);
  // Some WebViews give neither a type nor a name; the bytes will tell.
  const silent = upload.type === '' && !upload.name.includes('.');
  if (kind ? !kinds.includes(kind) : !silent) {
    throw refused(kind ?? refusedType(upload.type, extensionOf(upload.name)), kinds);
  }
  const byKind = kind ? fileLimits.bytes[kind] : hardestLimit;
  const limit = anonymous ? Math.min(byKind, fileLimits.anonymous.bytes) : byKind;
  if (upload.size > limit) throw tooLarge(kind ?? 'file', limit);
}
