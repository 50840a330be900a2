/**
 * Recordings of phones tell where they were made: as user data (`©xyz`, `loci`), as Apple's keys
 * (`com.apple.quicktime.location.ISO6709`), as XMP, and drones and action cameras second by second in a track of their
 * own. None of that is needed to play them. What others are sent is a copy in which it is blanked: every box keeps its
 * place and size, because the index counts bytes from the beginning of the file.
 */
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import { type Box, type BoxedFile, boxesIn, read } from './boxes.ts';

/** Bytes to be replaced; a box becomes `free` space, anything else zeros. */
export interface Blank {
  readonly from: number;
  readonly to: number;
  readonly by: Buffer | null;
}

/** Also of sound: voice memos know their place as well. */
export function isBoxed(mediaType: string): boolean {
  return /^(?:video|audio)\/(?:mp4|quicktime|3gpp)$/.test(mediaType);
}

/** `moov`, `trak`, `mdia`, `minf`. */
const deepest = 5;
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'moof', 'traf']);
/** `free` and `skip` are what an editor leaves of data it removed. */
const telling = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'XMP_', 'gps ']);
/** Pictures, sound, the layers of depth, and the clock; what else has a track (subtitles, `meta`, `camm`) may tell. */
const shown = new Set(['vide', 'soun', 'auxv', 'tmcd']);
const free = Buffer.from('free', 'latin1');
/** Of a table of a track; an hour of ten entries a second takes 300 KB. */
const largestTable = 16 * 1024 * 1024;

/** @returns false when the boxes do not end where the file ends, or there is no `moov` box */
export async function hasWholeBoxes(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    let indexed = false;
    for await (const box of boxesIn({ file, boxes: 0 }, 0, size)) indexed ||= box.type === 'moov';
    return indexed;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * @returns what has to be blanked, in order and without overlaps
 * @throws Problem `files.broken` when the index contradicts itself
 */
export async function tellingParts(path: string, size: number): Promise<Blank[]> {
  const file = await open(path, 'r');
  try {
    const blanks: Blank[] = [];
    await look({ file, boxes: 0 }, { type: '', at: 0, from: 0, to: size }, blanks, 0);
    return withoutOverlaps(blanks);
  } finally {
    await file.close();
  }
}

async function look(film: BoxedFile, outer: Box, blanks: Blank[], depth: number): Promise<void> {
  if (depth > deepest) throw new Problem('files.broken');
  for await (const box of boxesIn(film, outer.from, outer.to)) {
    // An index packed by QuickTime of the nineties cannot be looked into.
    if (box.type === 'cmov') throw new Problem('files.broken');
    if (telling.has(box.type)) blankBox(box, blanks);
    else if (box.type === 'trak' && !(await isShown(film, box))) {
      for (const blank of await samplesOf(film, box)) blanks.push(blank);
      blankBox(box, blanks);
    } else if (containers.has(box.type)) await look(film, box, blanks, depth + 1);
  }
}

function blankBox(box: Box, blanks: Blank[]): void {
  blanks.push({ from: box.at + 4, to: box.at + 8, by: free }, { from: box.from, to: box.to, by: null });
}

async function inside(film: BoxedFile, outer: Box | undefined, type: string): Promise<Box | undefined> {
  if (!outer) return undefined;
  for await (const box of boxesIn(film, outer.from, outer.to)) if (box.type === type) return box;
  return undefined;
}

async function isShown(film: BoxedFile, trak: Box): Promise<boolean> {
  const handler = await inside(film, await inside(film, trak, 'mdia'), 'hdlr');
  // Version and flags, what QuickTime calls the component's type, then what it handles.
  return handler !== undefined && shown.has((await read(film, handler.from + 8, handler.from + 12)).toString('latin1'));
}

/** Where the samples of a track lie: chunks begin at `stco`, hold `stsc` samples each, of `stsz` bytes each. */
async function samplesOf(film: BoxedFile, trak: Box): Promise<Blank[]> {
  const mdia = await inside(film, trak, 'mdia');
  const stbl = await inside(film, await inside(film, mdia, 'minf'), 'stbl');
  const table = async (type: string) => {
    const box = await inside(film, stbl, type);
    if (!box) return undefined;
    if (box.to - box.from > largestTable) throw new Problem('files.broken');
    return read(film, box.from, box.to);
  };
  try {
    const [sizes, groups, near, far] = [
      await table('stsz'),
      await table('stsc'),
      await table('stco'),
      await table('co64'),
    ];
    const chunks = near ?? far;
    if (!sizes || !groups || !chunks) return [];
    const each = sizes.readUInt32BE(4);
    const samples = sizes.readUInt32BE(8);
    const groupCount = groups.readUInt32BE(4);
    const blanks: Blank[] = [];
    let sample = 0;
    let group = 0;
    for (let chunk = 0; chunk < chunks.readUInt32BE(4) && sample < samples; chunk++) {
      while (group + 1 < groupCount && groups.readUInt32BE(8 + (group + 1) * 12) <= chunk + 1) group += 1;
      const from = near ? near.readUInt32BE(8 + chunk * 4) : Number(chunks.readBigUInt64BE(8 + chunk * 8));
      const last = Math.min(samples, sample + groups.readUInt32BE(12 + group * 12));
      let to = from + each * (last - sample);
      // The table itself ends what a lie about the number would make endless.
      if (each === 0) for (let one = sample; one < last; one++) to += sizes.readUInt32BE(12 + one * 4);
      sample = last;
      blanks.push({ from, to, by: null });
    }
    return blanks;
  } catch (error) {
    // A table that is shorter than it says.
    throw error instanceof RangeError ? new Problem('files.broken') : error;
  }
}

function withoutOverlaps(blanks: Blank[]): Blank[] {
  const sorted = blanks.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from || a.to - b.to);
  const kept: Blank[] = [];
  let end = 0;
  for (const { from, to, by } of sorted) {
    // Words replace words; where zeros overlap, the later ones are shortened.
    const start = Math.max(from, end);
    if (start >= to) continue;
    kept.push({ from: start, to, by: start === from ? by : null });
    end = to;
  }
  return kept;
}

/** The bytes from the beginning of the file on, blanked; no more of it is held than a chunk. */
export function blanking(blanks: readonly Blank[]): Transform {
  let at = 0;
  let next = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const end = at + chunk.length;
      let bytes = chunk;
      for (let one = blanks[next]; one && one.from < end; one = blanks[next]) {
        // The stream's buffer may be shared.
        if (bytes === chunk) bytes = Buffer.from(chunk);
        const [from, to] = [Math.max(one.from, at), Math.min(one.to, end)];
        if (one.by) one.by.copy(bytes, from - at, from - one.from, to - one.from);
        else bytes.fill(0, from - at, to - at);
        if (one.to > end) break;
        next += 1;
      }
      at = end;
      done(null, bytes);
    },
  });
}
