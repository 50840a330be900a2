/** What an upload really is. Everything is found in the bytes; name and declared type are hints that are never trusted. */
import { open, stat } from 'node:fs/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import { type FileKind, fileLimits } from '@anshao/core/files/contract.ts';
import { refusedType } from '@anshao/core/files/refused-types.ts';
import { fileTypeFromFile } from 'file-type';
import { checkArchive } from './archive.ts';
import type { PictureEvidence } from './exif.ts';
import {
  type AcceptedType,
  acceptedType,
  csv,
  declaredKind,
  extensionOf,
  isHeic,
  refused,
  soundOnly,
} from './kinds.ts';
import { hasWholeBoxes, isBoxed } from './moving-picture.ts';
import { readHead } from './picture.ts';
import { looksLikeTable } from './plain-text.ts';

export interface Declared {
  readonly name: string;
  readonly type: string;
  /** To be read as a directory sheet: told cell by cell what is wrong inside, so odd characters do not refuse it here. */
  readonly toImport?: boolean;
}

export interface Inspected {
  readonly type: AcceptedType;
  readonly size: number;
  readonly evidence: PictureEvidence | null;
}

/** @param kind `file` where it is not known yet */
export function tooLarge(kind: FileKind | 'file', limit: number): Problem {
  return new Problem('files.too-large', { kind, limit: `${Math.floor(limit / 1024 / 1024)} MB` });
}

/** Who brings a sheet to import is told, with what is wrong, which files can be read. */
export function broken({ toImport }: Pick<Declared, 'toImport'>): Problem {
  return toImport ? refused('damaged', ['sheet']) : new Problem('files.broken');
}

/**
 * @param kinds what this sender may send at all
 * @throws Problem `files.heic`, `.type-refused`, `.too-large`, `.too-many-pixels`, `.broken`, `.archive-unsafe`
 */
export async function inspect(path: string, declared: Declared, kinds: readonly FileKind[]): Promise<Inspected> {
  try {
    return await look(path, declared, kinds);
  } catch (error) {
    throw error instanceof Problem && error.code === 'files.broken' ? broken(declared) : error;
  }
}

async function look(path: string, declared: Declared, kinds: readonly FileKind[]): Promise<Inspected> {
  const { size } = await stat(path);
  if (size === 0) throw new Problem('files.broken');
  const type = soundOnly(await sniff(path, declared, kinds), declared.type);
  if (!kinds.includes(type.kind)) throw refused(type.kind, kinds);
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
      if (isBoxed(type.mediaType) && !(await hasWholeBoxes(path, size))) throw new Problem('files.broken');
      break;
    default: {
      const never: never = type.kind;
      throw new Error(`unknown kind ${never}`);
    }
  }
  return { type, size, evidence: null };
}

async function sniff(path: string, declared: Declared, kinds: readonly FileKind[]): Promise<AcceptedType> {
  // The library reads into containers and throws on cut-off ones.
  const found = await fileTypeFromFile(path).catch(() => {
    throw new Problem('files.broken');
  });
  if (!found) {
    const table = /csv|comma-separated|excel|text\/plain/.test(declared.type) || extensionOf(declared.name) === 'csv';
    if (table && (await looksLikeTable(path, declared.toImport === true))) return csv;
    const named = extensionOf(declared.name);
    // What has no mark of its own and yet is called a picture is none.
    throw refused(declaredKind('', declared.name) ? 'disguised' : refusedType('', named), kinds);
  }
  if (isHeic(found.mime)) throw new Problem('files.heic');
  const type = acceptedType(found.mime);
  if (!type) throw refused(refusedType(found.mime, found.ext), kinds);
  return type;
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
