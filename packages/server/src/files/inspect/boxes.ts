/** The boxes an MP4, QuickTime or 3GPP file consists of (ISO/IEC 14496-12): size, type, content; some hold others. */
import type { FileHandle } from 'node:fs/promises';
import { Problem } from '@anshao/core/base/errors.ts';

export interface Box {
  readonly type: string;
  /** Where the box begins, where its content begins, and where both end. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A file that is being looked at, and how many boxes of it were. */
export interface BoxedFile {
  readonly file: FileHandle;
  boxes: number;
}

/** A real file has some hundred; fragmented ones ten per second of recording. A forged one has as many as it likes. */
const mostBoxes = 200_000;

/** @throws Problem `files.broken` when the boxes do not end where `to` is */
export async function* boxesIn(film: BoxedFile, from: number, to: number): AsyncGenerator<Box> {
  const { file } = film;
  const head = Buffer.alloc(16);
  let at = from;
  for (; at < to; film.boxes++) {
    // Old writers of QuickTime end a list of boxes by four zero bytes.
    if (to - at < 8 && (await read(film, at, to)).every((byte) => byte === 0)) return;
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead < 8 || film.boxes > mostBoxes) throw new Problem('files.broken');
    let length = head.readUInt32BE(0);
    const long = length === 1 && bytesRead === 16;
    if (long) length = Number(head.readBigUInt64BE(8));
    if (length === 0) length = to - at;
    if (length < (long ? 16 : 8) || at + length > to) throw new Problem('files.broken');
    yield { type: head.toString('latin1', 4, 8), at, from: at + (long ? 16 : 8), to: at + length };
    at += length;
  }
}

export async function read({ file }: BoxedFile, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  if (bytesRead < bytes.length) throw new Problem('files.broken');
  return bytes;
}
