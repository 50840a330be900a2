/**
 * From complete upload to file: looked at, drawn anew if it is a picture, stored, and written down in one transaction.
 * May be repeated at any point: until the row stands the upload stays, and bytes without a row are swept away later.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import { type FileKind, fileKinds, fileLimits } from '@anshao/core/files/contract.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Incoming } from './incoming.ts';
import { durationOf } from './inspect/duration.ts';
import { type Declared, type Inspected, inspect, tooLarge } from './inspect/inspect.ts';
import { safeName } from './inspect/kinds.ts';
import { blanking, isBoxed, tellingParts } from './inspect/moving-picture.ts';
import { draw, fullType, thumbType } from './inspect/picture.ts';
import { watermarkStyle } from './inspect/watermark.ts';
import { type FileStorage, type Rendition, renditions, storageKey } from './storage/contract.ts';
import * as store from './store.ts';

/** DR-12: a copy of the authorisation must be useless for anything else. */
export const bindingWatermark = '仅用于小区绑定审核';

export interface Finishing {
  readonly runtime: Runtime;
  readonly storage: FileStorage;
  readonly incoming: Incoming;
}

export interface DeclaredUpload extends Declared {
  readonly fromCamera: boolean;
}

/** What this sender may send, and where it is for an import, what one can be read from. */
export function kindsFor(declared: DeclaredUpload, owner: store.Owner): readonly FileKind[] {
  if ('ticketHash' in owner) return fileLimits.anonymous.kinds;
  return declared.toImport ? ['sheet'] : fileKinds;
}

/** @throws Problem why the file is refused (its bytes are then gone), or `base.storage-full` (they are kept) */
export async function finishUpload(
  { runtime, storage, incoming }: Finishing,
  upload: store.UploadRow,
  declared: DeclaredUpload,
): Promise<void> {
  const anonymous = 'ticketHash' in upload.owner;
  const bytes = await incoming.local(upload.id);
  try {
    const file = await lookAndStore(bytes.path);
    // Should this fail, the bytes stay: it may have been committed without our hearing of it.
    await inTransaction(runtime.pool, async (transaction) => {
      const added = await store.insertFile(transaction, file);
      await store.deleteUpload(transaction, upload.id);
      if (!added) return;
      await appendEvents(transaction, [
        {
          at: file.uploadedAt,
          type: 'files.uploaded',
          actorId: 'personId' in upload.owner ? upload.owner.personId : null,
          subjectId: file.id,
          data: { kind: file.kind, size: file.size },
        },
      ]);
    });
  } finally {
    await bytes.release();
  }
  // The row stands; what cannot be removed now is removed by the clean-up.
  await incoming
    .discard(upload.id)
    .catch((error: unknown) => runtime.log.warn('upload not discarded', { upload: upload.id, error }));

  async function lookAndStore(path: string): Promise<store.FileRow> {
    try {
      const found = await inspect(path, declared, kindsFor(declared, upload.owner));
      if (anonymous && found.size > fileLimits.anonymous.bytes) {
        throw tooLarge(found.type.kind, fileLimits.anonymous.bytes);
      }
      return await storeFile(path, found);
    } catch (error) {
      for (const key of keysOf(upload.id)) await storage.delete(key).catch(() => undefined);
      if (error instanceof Problem && !error.code.startsWith('base.')) {
        // Refused for what it is: trying again cannot help, so nothing of it is kept.
        await incoming.discard(upload.id);
        await store.deleteUpload(runtime.pool, upload.id);
      }
      throw error;
    }
  }

  async function storeFile(path: string, found: Inspected): Promise<store.FileRow> {
    const put = async (rendition: Rendition, content: Readable, size: number, mediaType: string) => {
      const key = storageKey(upload.id, rendition);
      await storage.put(key, content, size);
      return { key, size, mediaType };
    };
    /** What others are sent; the original itself when it tells nothing. */
    const putSilent = async (original: store.StoredRendition): Promise<store.StoredRendition> => {
      const blanks = await tellingParts(path, found.size);
      if (blanks.length === 0) return original;
      return put('full', through(createReadStream(path), blanking(blanks)), found.size, found.type.mediaType);
    };
    // Drawn first: a picture that cannot be decoded to its end is refused before anything is stored.
    const drawn = found.type.kind === 'image' ? await draw(path, anonymous ? bindingWatermark : null) : null;
    const hash = createHash('sha256');
    const original = await put('original', hashing(path, hash), found.size, found.type.mediaType);
    const isFilm = isBoxed(found.type.mediaType);
    const seconds = isFilm ? await durationOf(path, found.size) : null;
    const evidence: store.Evidence = {
      ...found.evidence,
      ...(declared.fromCamera && { saidFromCamera: true }),
      ...(seconds !== null && { seconds }),
      ...(drawn && anonymous && { watermark: await watermarkStyle() }),
    };
    return {
      id: upload.id,
      kind: found.type.kind,
      name: safeName(declared.name, found.type),
      size: found.size,
      mediaType: found.type.mediaType,
      sha256: hash.digest('hex'),
      width: drawn?.width ?? null,
      height: drawn?.height ?? null,
      renditions: {
        original,
        ...(isFilm && { full: await putSilent(original) }),
        ...(drawn && {
          full: await put('full', Readable.from([drawn.full]), drawn.full.length, fullType),
          thumb: await put('thumb', Readable.from([drawn.thumb]), drawn.thumb.length, thumbType),
        }),
      },
      evidence: Object.keys(evidence).length > 0 ? evidence : null,
      owner: upload.owner,
      uploadedAt: runtime.clock.now(),
      linkedAt: null,
    };
  }
}

function hashing(path: string, hash: ReturnType<typeof createHash>): Readable {
  return through(
    createReadStream(path),
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    }),
  );
}

/** As `pipe`, but the end of either is the end of both. */
function through(source: Readable, transform: Transform): Readable {
  source.on('error', (error) => transform.destroy(error));
  transform.on('close', () => source.destroy());
  return source.pipe(transform);
}

/** All keys a file can have, whichever renditions it really got. */
export function keysOf(fileId: string): string[] {
  return renditions.map((rendition) => storageKey(fileId, rendition));
}
