import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { box } from '../testing/samples.ts';
import { durationOf } from './duration.ts';

const folder = mkdtempSync(join(tmpdir(), 'anshao-length-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const path = join(folder, 'film');

async function lengthOf(bytes: Buffer): Promise<number | null> {
  await writeFile(path, bytes);
  return durationOf(path, bytes.length);
}

function header(scale: number, length: number, isLong: boolean): Buffer {
  const bytes = Buffer.alloc(isLong ? 112 : 100);
  bytes[0] = isLong ? 1 : 0;
  bytes.writeUInt32BE(scale, isLong ? 20 : 12);
  if (isLong) bytes.writeBigUInt64BE(BigInt(length), 24);
  else bytes.writeUInt32BE(length, 16);
  return Buffer.concat([box('ftyp', Buffer.from('isom0000')), box('moov', box('mvhd', bytes))]);
}

test('a recording says how long it is, in either form of its header', async () => {
  expect(await lengthOf(header(600, 18_300, false))).toBe(30.5);
  expect(await lengthOf(header(90_000, 900_000, true))).toBe(10);
});

test('one that does not say is not guessed', async () => {
  expect(await lengthOf(header(600, 0, false))).toBeNull();
  expect(await lengthOf(header(600, 0xffffffff, false))).toBeNull();
  expect(await lengthOf(header(0, 600, false))).toBeNull();
  expect(await lengthOf(box('moov', Buffer.alloc(0)))).toBeNull();
});

test('whatever the bytes are, it ends without an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (noise) => {
      const bytes = Buffer.concat([box('ftyp', Buffer.from('isom0000')), box('moov', Buffer.from(noise))]);
      const length = await lengthOf(bytes);
      expect(length === null || length > 0).toBe(true);
    }),
    { numRuns: 50 },
  );
});
