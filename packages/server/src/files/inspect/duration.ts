/** How long a recording is, as its own header says (`mvhd`, ISO/IEC 14496-12 §8.2.2). */
import { open } from 'node:fs/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import { type BoxedFile, boxesIn, read } from './boxes.ts';

const longestHeader = 256;

/** @returns seconds, or null where the file does not say (fragmented recordings do not) or is no such file */
export async function durationOf(path: string, size: number): Promise<number | null> {
  const file = await open(path, 'r');
  try {
    return await find({ file, boxes: 0 }, 0, size);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  } finally {
    await file.close();
  }
}

async function find(film: BoxedFile, from: number, to: number): Promise<number | null> {
  for await (const box of boxesIn(film, from, to)) {
    if (box.type === 'moov') return find(film, box.from, box.to);
    if (box.type === 'mvhd') return secondsIn(await read(film, box.from, Math.min(box.to, box.from + longestHeader)));
  }
  return null;
}

/** Version 0 has 32-bit times and length, version 1 64-bit; all ones is "not known". */
function secondsIn(header: Buffer): number | null {
  const isLong = header[0] === 1;
  if (header.length < (isLong ? 32 : 20)) return null;
  const scale = header.readUInt32BE(isLong ? 20 : 12);
  const length = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  const isUnknown = isLong ? length >= 2 ** 64 - 1 : length === 0xffffffff;
  return scale === 0 || length === 0 || isUnknown ? null : length / scale;
}
