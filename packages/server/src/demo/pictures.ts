/** The demonstration's pictures on the way every upload goes: received, looked at, drawn anew, stored, written down. */

import { Readable } from 'node:stream';
import { Upload } from '@tus/server';
import sharp from 'sharp';
import type { FilesService } from '../files/service.ts';
import type { Owner } from '../files/store.ts';
import { drawAuthorisation, drawScene, sceneCodes } from './scenes.ts';

export interface ItemPictures {
  readonly before: readonly string[];
  readonly after: string;
}

/** Pictures of every item: two of what is wrong, one of it put right. */
export async function uploadScenes(
  files: FilesService,
  owner: Owner,
  newId: () => string,
): Promise<ReadonlyMap<string, ItemPictures>> {
  const pictures = new Map<string, ItemPictures>();
  for (const code of sceneCodes) {
    const one = (wrong: boolean, variant: number) =>
      uploadDrawing(files, owner, newId(), `${code}.jpg`, drawScene(code, { wrong, variant }));
    pictures.set(code, { before: [await one(true, 0), await one(true, 1)], after: await one(false, 1) });
  }
  return pictures;
}

/** A company's authorisation for a change request. @returns the file's id */
export function uploadAuthorisation(files: FilesService, owner: Owner, id: string, variant: number): Promise<string> {
  return uploadDrawing(files, owner, id, '公司授权书.jpg', drawAuthorisation(variant));
}

/** A drawing as a phone's camera would send it. @returns the file's id */
export async function uploadDrawing(
  files: FilesService,
  owner: Owner,
  id: string,
  name: string,
  svg: string,
): Promise<string> {
  const bytes = await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg({ quality: 84 }).toBuffer();
  const declared = { name, type: 'image/jpeg', fromCamera: true };
  const { incoming } = files.uploads;
  await files.uploads.begin({ id, owner, size: bytes.length, ...declared });
  const metadata = { name, type: declared.type, source: 'camera' };
  await incoming.datastore.create(new Upload({ id, size: bytes.length, offset: 0, metadata }));
  await incoming.datastore.write(Readable.from([bytes]), id, 0);
  const row = await files.uploads.find(id, owner);
  if (!row) throw new Error(`the upload of ${name} is gone`);
  await files.uploads.finish(row);
  return id;
}
