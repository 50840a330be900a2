import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3StandIn } from '../testing/s3.ts';
import { freshId } from '../testing/stand.ts';
import { type FileStorage, storageKey } from './contract.ts';
import { createDiskStorage } from './disk.ts';
import { createS3Storage } from './s3.ts';

const keyId = 'AKIATEST';
let standIn: Awaited<ReturnType<typeof s3StandIn>>;
let folder: string;
const s3Config = (endpoint: string, accessKeyId = keyId) => ({
  bucket: 'anshao',
  region: 'cn-south-1',
  endpoint,
  accessKeyId,
  secretAccessKey: 'secret',
});
beforeAll(async () => {
  standIn = await s3StandIn(keyId);
  folder = await mkdtemp(join(tmpdir(), 'anshao-storage-'));
});
afterAll(async () => {
  await standIn.close();
  await rm(folder, { recursive: true, force: true });
});

const put = (storage: FileStorage, key: string, content: string | Buffer) =>
  storage.put(key, Readable.from([Buffer.from(content)]), Buffer.byteLength(content));
const text = async (storage: FileStorage, key: string, range?: { start: number; end: number }) =>
  (await buffer(await storage.read(key, range))).toString();

describe.each([
  ['on disk', () => createDiskStorage(folder)],
  ['in a bucket', () => createS3Storage(s3Config(standIn.url))],
])('a storage %s', (_where, make) => {
  test('gives back what was put, whole and in parts', async () => {
    const storage = make();
    const key = storageKey(freshId(), 'original');

    await put(storage, key, '安全生产');

    expect(await text(storage, key)).toBe('安全生产');
    expect(await text(storage, key, { start: 3, end: 5 })).toBe('全');
    expect(await storage.exists(key)).toBe(true);
  });

  test('putting again replaces, deleting twice is deleting once', async () => {
    const storage = make();
    const key = storageKey(freshId(), 'full');
    await put(storage, key, 'one');

    await put(storage, key, 'two');
    const second = await text(storage, key);
    await storage.delete(key);
    await storage.delete(key);

    expect(second).toBe('two');
    expect(await storage.exists(key)).toBe(false);
    await expect(storage.read(key)).rejects.toMatchObject({ code: 'files.gone' });
  });

  test('lists every key with its time, over several pages', async () => {
    const storage = make();
    const keys = Array.from({ length: 5 }, () => storageKey(freshId(), 'thumb'));
    for (const key of keys) await put(storage, key, 'x');

    const found: string[] = [];
    for await (const { key, modifiedAt } of storage.list()) {
      expect(Math.abs(modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
      found.push(key);
    }

    expect(found).toEqual(expect.arrayContaining(keys));
  });

  test.each(['../../etc/passwd', 'ab/cd/name.jpg', `${storageKey(freshId(), 'full')}/../x`])(
    'the key %s is none',
    async (key) => {
      await expect(put(make(), key, 'x')).rejects.toThrow('not a storage key');
    },
  );
});

test('a put that breaks off leaves nothing on disk', async () => {
  const own = await mkdtemp(join(tmpdir(), 'anshao-storage-'));
  const storage = createDiskStorage(own);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(1000);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    })(),
  );

  const attempt = storage.put(storageKey(freshId(), 'original'), broken, 2000);

  await expect(attempt).rejects.toMatchObject({ code: 'base.storage-full' });
  const left = (await readdir(own, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(left).toEqual([]);
  await rm(own, { recursive: true });
});

test('an empty or missing folder lists nothing', async () => {
  const found: unknown[] = [];

  for await (const one of createDiskStorage(join(folder, 'missing')).list()) found.push(one);

  expect(found).toEqual([]);
});

test('a bucket that knows another key refuses, a full one says that it is full', async () => {
  const stranger = createS3Storage(s3Config(standIn.url, 'AKIAOTHER'));
  const key = storageKey(freshId(), 'full');

  await expect(put(stranger, key, 'x')).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  expect(standIn.refusals.at(-1)).toBe(`PUT /anshao/files/${key}`);
  standIn.fill(true);
  const full = put(createS3Storage(s3Config(standIn.url)), key, 'x');
  await expect(full).rejects.toMatchObject({ code: 'base.storage-full' });
  standIn.fill(false);
});
