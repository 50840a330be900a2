/**
 * Files below one folder. Bytes go to a temporary name, are flushed, and only then get their real name, so that a
 * crash or a full disk leaves the old content or none, never half of the new.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import { assertKey, type ByteRange, type FileStorage, type StoredKey, storageProblem } from './contract.ts';

/** @param folder made when missing, readable by this account only */
export function createDiskStorage(folder: string): FileStorage {
  const pathOf = (key: string) => {
    assertKey(key);
    return join(folder, ...key.split('/'));
  };

  async function put(key: string, content: Readable): Promise<void> {
    const path = pathOf(key);
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // `flush` syncs the file before it is closed; the rename below would otherwise survive a power cut without it.
      await pipeline(content, createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true }));
      await rename(partial, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw storageProblem(error);
    }
  }

  return {
    put,

    async read(key, range?: ByteRange) {
      const path = pathOf(key);
      // Opened first, so that a missing file is an answer and not a broken stream.
      const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new Problem('files.gone') : error;
      });
      return createReadStream(path, { fd: handle, ...(range && { start: range.start, end: range.end }) });
    },

    async delete(key) {
      await rm(pathOf(key), { force: true });
    },

    async exists(key) {
      return (await stat(pathOf(key)).catch(() => undefined))?.isFile() ?? false;
    },

    async *list(): AsyncGenerator<StoredKey> {
      const entries = await opendir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      for await (const entry of entries ?? []) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(() => undefined);
        if (found) yield { key: relative(folder, path).split(sep).join('/'), modifiedAt: found.mtime };
      }
    },
  };
}

/** Makes a rename in `folder` durable; Windows cannot open a folder and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
