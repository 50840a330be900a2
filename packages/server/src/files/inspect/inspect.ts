/** What an upload really is. Everything is found in the bytes; name and declared type are hints that are never trusted. */
import { open, stat } from 'node:fs/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import { type FileKind, fileLimits } from '@anshao/core/files/contract.ts';
import { fileTypeFromFile } from 'file-type';
import { checkArchive } from './archive.ts';
import type { PictureEvidence } from './exif.ts';
import { type AcceptedType, acceptedType, csv, extensionOf, isHeic, soundOnly } from './kinds.ts';
import { hasWholeBoxes } from './moving-picture.ts';
import { readHead } from './picture.ts';
import { looksLikeTable } from './plain-text.ts';

export interface Declared {
  readonly name: string;
  readonly type: string;
}

export interface Inspected {
  readonly type: AcceptedType;
  readonly size: number;
  readonly evidence: PictureEvidence | null;
}

export const kindNames: Readonly<Record<FileKind, string>> = {
  image: '照片',
  pdf: 'PDF',
  video: '视频',
  audio: '录音',
  sheet: '表格',
  document: '文档',
};

export function tooLarge(kind: FileKind, limit: number): Problem {
  return new Problem('files.too-large', { kind: kindNames[kind], limit: `${Math.floor(limit / 1024 / 1024)} MB` });
}

/**
 * @param kinds what this sender may send at all
 * @throws Problem `files.heic`, `.type-refused`, `.too-large`, `.too-many-pixels`, `.broken`, `.archive-unsafe`
 */
export async function inspect(path: string, declared: Declared, kinds: readonly FileKind[]): Promise<Inspected> {
  const { size } = await stat(path);
  if (size === 0) throw new Problem('files.broken');
  const type = soundOnly(await sniff(path, declared), declared.type);
  if (!kinds.includes(type.kind)) throw refused(type.extension);
  const limit = fileLimits.bytes[type.kind];
  if (size > limit) throw tooLarge(type.kind, limit);
  switch (type.kind) {
    case 'image':
      return { type, size, evidence: (await readHead(path)).evidence };
    case 'pdf':
      if (!(await endsAsPdf(path, size))) throw new Problem('files.broken');
      break;
    case 'sheet':
      if (type !== csv) await checkArchive(path, size, 'xl/workbook.xml');
      break;
    case 'document':
      await checkArchive(path, size, 'word/document.xml');
      break;
    case 'video':
    case 'audio':
      if (/mp4|quicktime/.test(type.mediaType) && !(await hasWholeBoxes(path, size))) throw new Problem('files.broken');
      break;
    default: {
      const never: never = type.kind;
      throw new Error(`unknown kind ${never}`);
    }
  }
  return { type, size, evidence: null };
}

async function sniff(path: string, declared: Declared): Promise<AcceptedType> {
  // The library reads into containers and throws on cut-off ones.
  const found = await fileTypeFromFile(path).catch(() => {
    throw new Problem('files.broken');
  });
  if (!found) {
    const table = /csv|comma-separated|excel|text\/plain/.test(declared.type) || extensionOf(declared.name) === 'csv';
    if (table && (await looksLikeTable(path))) return csv;
    throw refused(extensionOf(declared.name) || '未知');
  }
  if (isHeic(found.mime)) throw new Problem('files.heic');
  const type = acceptedType(found.mime);
  if (!type) throw refused(found.ext);
  return type;
}

function refused(type: string): Problem {
  return new Problem('files.type-refused', { type });
}

/** Writers may add some bytes after the end mark; readers look through the last kilobyte or so. */
async function endsAsPdf(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(size, 4096));
    await file.read(tail, 0, tail.length, size - tail.length);
    return tail.includes('%%EOF') || tail.includes('startxref');
  } finally {
    await file.close();
  }
}
