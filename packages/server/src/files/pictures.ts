/** Pictures that come and go inside other documents (packages of forms), under the ids they have there. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Problem } from '@anshao/core/base/errors.ts';
import { appendEvents } from '../audit/service.ts';
import { many, type Queryable, sql, type Transaction } from '../base/database/sql.ts';
import { linkFiles } from './claim.ts';
import { acceptedType } from './inspect/kinds.ts';
import { draw, fullType, readHead, thumbType } from './inspect/picture.ts';
import { sharpLibrary } from './inspect/sharp.ts';
import { type FileStorage, type Rendition, storageKey } from './storage/contract.ts';
import * as store from './store.ts';

/** What a package takes of one picture; larger ones are drawn smaller. */
const packedBytes = 1_400_000;
const packedSide = 1600;
const nowhere = { communityId: null, companyId: null, districtId: null };

export function createPictures(storage: FileStorage) {
  return {
    /**
     * Draws it anew and keeps it. The bytes are stored before the transaction ends; should it not, they have no row
     * and are swept away later.
     * @returns false when it is no picture that can be read, or an id that is taken
     */
    async store(
      transaction: Transaction,
      picture: { id: string; name: string; bytes: Buffer; by: string | null; at: Date },
    ): Promise<boolean> {
      const { id, bytes, at } = picture;
      if (bytes.length === 0) return false;
      // The header first: what it promises to be may be too large to decode.
      const drawn = await readHead(bytes)
        .then(() => draw(bytes, null))
        .catch(refused);
      const mediaType = drawn && (await typeOf(bytes));
      if (!drawn || !mediaType) return false;
      const put = async (rendition: Rendition, content: Buffer, type: string) => {
        const key = storageKey(id, rendition);
        await storage.put(key, Readable.from([content]), content.length);
        return { key, size: content.length, mediaType: type };
      };
      const isAdded = await store.insertFile(transaction, {
        id,
        kind: 'image',
        name: picture.name,
        size: bytes.length,
        mediaType,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        width: drawn.width,
        height: drawn.height,
        renditions: {
          original: await put('original', bytes, mediaType),
          full: await put('full', drawn.full, fullType),
          thumb: await put('thumb', drawn.thumb, thumbType),
        },
        evidence: null,
        owner: picture.by === null ? { ticketHash: Buffer.alloc(0) } : { personId: picture.by },
        uploadedAt: at,
        linkedAt: null,
      });
      if (isAdded)
        await appendEvents(transaction, [
          {
            at,
            type: 'files.uploaded',
            actorId: picture.by,
            subjectId: id,
            data: { kind: 'image', size: bytes.length },
          },
        ]);
      return isAdded;
    },

    /** As it is shown; undefined when there is no such picture. */
    async read(
      db: Queryable,
      id: string,
    ): Promise<{ name: string; mediaType: 'image/jpeg'; bytes: Buffer } | undefined> {
      const file = await store.findFile(db, id);
      const full = file?.renditions.full;
      if (!file || !full || file.kind !== 'image') return undefined;
      const bytes = await buffer(await storage.read(full.key));
      return { name: file.name, mediaType: fullType, bytes: bytes.length > packedBytes ? await smaller(bytes) : bytes };
    },

    /** Ties pictures to the form they are drawn in; ids that are no files are passed over. */
    async link(transaction: Transaction, form: string, ids: readonly string[], at: Date): Promise<void> {
      const known = (await store.filesAmong(transaction, ids)).map((file) => file.id);
      await linkFiles(transaction, [{ fileIds: known, subjectId: form, place: nowhere, at }]);
    },

    /** Of these, the pictures that are part of the form already. */
    async linked(db: Queryable, form: string, ids: readonly string[]): Promise<Set<string>> {
      const rows = await many<{ id: string }>(
        db,
        sql`select file_id as id from file_links where subject_id = ${form} and file_id = any(${ids}::uuid[])`,
      );
      return new Set(rows.map((row) => row.id));
    },
  };
}

export type Pictures = ReturnType<typeof createPictures>;

function refused(error: unknown): undefined {
  if (error instanceof Problem) return undefined;
  throw error;
}

async function typeOf(bytes: Buffer): Promise<string | undefined> {
  const sharp = await sharpLibrary();
  const { format } = await sharp(bytes).metadata();
  return acceptedType(`image/${format}`)?.mediaType;
}

async function smaller(bytes: Buffer): Promise<Buffer> {
  const sharp = await sharpLibrary();
  return sharp(bytes).resize({ width: packedSide, height: packedSide, fit: 'inside' }).jpeg({ quality: 78 }).toBuffer();
}
