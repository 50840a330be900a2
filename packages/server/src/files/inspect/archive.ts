/**
 * Sheets and documents are zip files, and a zip of a megabyte can unpack to a terabyte. The directory of the archive is
 * judged first (number of entries, sizes it admits to, overlapping entries); only then are the entries inflated one
 * after another into nothing, to see that none is larger than it said. The first surplus byte ends it.
 */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { refused } from './kinds.ts';

export const archiveLimits = {
  entries: 5000,
  /** A sheet of 50,000 rows and 20 columns unpacks to about 60 MB. */
  inflatedBytes: 200 * 1024 * 1024,
  /** Real sheets of repeated rows reach 30; deflate itself ends at 1032. */
  ratio: 150,
  /** Small archives may have any ratio: what they unpack to is small as well. */
  ratioMattersFrom: 10 * 1024 * 1024,
} as const;

/**
 * @param mainPart what makes it a sheet (`xl/workbook.xml`) or a document (`word/document.xml`)
 * @throws Problem `files.broken`, `files.archive-unsafe`, or `files.type-refused` for one with macros
 */
export async function checkArchive(path: string, size: number, mainPart: string): Promise<void> {
  const archive = await yauzl.openPromise(path, { autoClose: false }).catch(() => {
    throw new Problem('files.broken');
  });
  try {
    const entries = await readDirectory(archive, size, mainPart);
    for (const entry of entries) await inflate(archive, entry);
  } finally {
    archive.close();
  }
}

async function readDirectory(archive: ZipFile, size: number, mainPart: string): Promise<Entry[]> {
  if (archive.entryCount > archiveLimits.entries) throw unsafe('entries');
  const entries: Entry[] = [];
  let inflated = 0;
  let packed = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      entries.push(entry);
      inflated += entry.uncompressedSize;
      packed += entry.compressedSize;
      if (entries.length > archiveLimits.entries) throw unsafe('entries');
      if (inflated > archiveLimits.inflatedBytes) throw unsafe('inflated');
      if (entry.isEncrypted()) throw unsafe('encrypted');
      if (/vbaProject\.bin$/i.test(entry.fileName)) throw refused('macros');
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('files.broken');
  }
  if (!entries.some((entry) => entry.fileName === mainPart)) throw new Problem('files.broken');
  if (packed > size || overlap(entries)) throw unsafe('overlap');
  if (inflated > archiveLimits.ratioMattersFrom && inflated > size * archiveLimits.ratio) throw unsafe('ratio');
  return entries;
}

/** Entries that share bytes make an archive's contents grow with the square of its size. */
function overlap(entries: readonly Entry[]): boolean {
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  // A local header takes at least 30 bytes besides the name.
  return sorted.some((entry, index) => {
    const next = sorted[index + 1];
    return next && entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize > next.relativeOffsetOfLocalHeader;
  });
}

async function inflate(archive: ZipFile, entry: Entry): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    // yauzl ends the stream with an error as soon as it exceeds the size the directory gave.
    await pipeline(await archive.openReadStreamPromise(entry), nowhere);
  } catch (error) {
    throw /too many bytes/.test((error as Error).message) ? unsafe('size') : new Problem('files.broken');
  }
}

function unsafe(reason: string): Problem {
  return new Problem('files.archive-unsafe', { reason });
}
