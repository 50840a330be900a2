/**
 * Bytes of uploads that are not complete yet: on disk below `<dataDir>/files/incoming`, or as multipart uploads in the
 * bucket when one is configured. How much has arrived is asked of the store itself, so that it is true after a crash.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { mkdir, opendir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import type { S3Store } from '@tus/s3-store';
import { DataStore, type Upload } from '@tus/server';
import type { Config } from '../base/config/config.ts';
import { storageProblem } from './storage/contract.ts';
import { s3ClientConfig, s3Connection } from './storage/s3.ts';

/** Expiry is ours (`uploads.created_at`); the library's own would go by another clock. */
const offered = ['creation', 'creation-with-upload', 'termination', 'expiration'];

export interface Incoming {
  readonly datastore: DataStore;
  /** Bytes received so far; undefined when nothing of this upload is here. */
  received(id: string): Promise<number | undefined>;
  /** A local file with the whole upload; `release` when it is no longer read. */
  local(id: string): Promise<{ path: string; release: () => Promise<void> }>;
  /** Forgets all bytes of an upload; what is not there is gone already. */
  discard(id: string): Promise<void>;
  /** Ids with bytes last written before `before`, whatever the database knows of them. */
  stale(before: Date): AsyncIterable<string>;
}

export function createIncoming(config: Config): Incoming {
  const folder = join(config.dataDir, 'files', 'incoming');
  return config.s3 ? inBucket(config.s3, folder) : onDisk(folder);
}

/** The library's store, except that it hides why a write failed. */
class DiskStore extends FileStore {
  override extensions = offered;

  /** Never empties what is there: two creations of one upload may come at once. */
  override async create(upload: Upload): Promise<Upload> {
    const path = join(this.directory, upload.id);
    try {
      await writeFile(path, '', { flag: 'a', mode: 0o600 });
      await this.configstore.set(upload.id, upload);
    } catch (error) {
      throw storageProblem(error);
    }
    upload.storage = { type: 'file', path };
    return upload;
  }

  override async write(content: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    try {
      await pipeline(content, file);
    } catch (error) {
      throw storageProblem(error);
    }
    return offset + file.bytesWritten;
  }
}

function onDisk(folder: string): Incoming {
  // Before the library makes it with a mode that others could read.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const datastore = new DiskStore({ directory: folder });
  const path = (id: string) => join(folder, id);
  return {
    datastore,
    received: async (id) => (await stat(path(id)).catch(() => undefined))?.size,
    local: async (id) => ({ path: path(id), release: async () => undefined }),
    async discard(id) {
      await rm(path(id), { force: true });
      await rm(`${path(id)}.json`, { force: true });
    },
    async *stale(before) {
      for await (const name of filesBefore(folder, before)) yield name.replace(/\.json$/, '');
    },
  };
}

/** The library's store for buckets, loaded with the first upload: with the SDK it is 40 MB nobody needs on a disk. */
class BucketStore extends DataStore {
  override extensions = offered;
  readonly #open: () => Promise<S3Store>;

  constructor(config: NonNullable<Config['s3']>) {
    super();
    let opened: Promise<S3Store> | undefined;
    this.#open = () => {
      opened ??= import('@tus/s3-store').then(
        // Object tags are an option few of the compatible stores have.
        (library) =>
          new library.S3Store({ useTags: false, s3ClientConfig: { ...s3ClientConfig(config), bucket: config.bucket } }),
      );
      return opened;
    };
  }

  override async create(upload: Upload): Promise<Upload> {
    return (await this.#open()).create(upload);
  }

  override async write(content: Readable, id: string, offset: number): Promise<number> {
    return (await this.#open()).write(content, id, offset);
  }

  override async getUpload(id: string): Promise<Upload> {
    return (await this.#open()).getUpload(id);
  }

  override async remove(id: string): Promise<void> {
    return (await this.#open()).remove(id);
  }

  override getExpiration(): number {
    return 0;
  }

  async read(id: string): Promise<Readable> {
    return (await this.#open()).read(id);
  }
}

function inBucket(config: NonNullable<Config['s3']>, folder: string): Incoming {
  const datastore = new BucketStore(config);
  const s3 = s3Connection(config);
  return {
    datastore,
    async received(id) {
      try {
        return (await datastore.getUpload(id)).offset;
      } catch (error) {
        if ((error as { status_code?: number }).status_code === 404) return undefined;
        throw error;
      }
    },
    async local(id) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${id}.work`);
      const release = () => unlink(path).catch(() => undefined);
      try {
        await pipeline(await datastore.read(id), createWriteStream(path, { mode: 0o600 }));
      } catch (error) {
        await release();
        throw storageProblem(error);
      }
      return { path, release };
    },
    async discard(id) {
      // Ends a multipart upload that is still open; a complete one has none, which the library reports as an error.
      await datastore.remove(id).catch(() => undefined);
      const { sdk, client } = await s3();
      await client.send(
        new sdk.DeleteObjectsCommand({
          Bucket: config.bucket,
          Delete: { Objects: [id, `${id}.info`, `${id}.part`].map((Key) => ({ Key })), Quiet: true },
        }),
      );
    },
    async *stale(before) {
      // Copies a crash left while they were looked at. Parts in the bucket go with their row; a lifecycle rule of
      // the bucket for unfinished multipart uploads catches what no row knows.
      for await (const name of filesBefore(folder, before)) {
        await rm(join(folder, name), { force: true });
        yield name.replace(/\.work$/, '');
      }
    },
  };
}

async function* filesBefore(folder: string, before: Date): AsyncGenerator<string> {
  const entries = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  for await (const entry of entries ?? []) {
    const found = await stat(join(folder, entry.name)).catch(() => undefined);
    if (found?.isFile() && found.mtime < before) yield entry.name;
  }
}
