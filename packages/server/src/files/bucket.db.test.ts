/** The whole way of an upload when a bucket is configured: multipart while it comes, objects when it is there. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { s3StandIn } from './testing/s3.ts';
import { mp4, photoWithEvidence } from './testing/samples.ts';
import { download, type FilesStand, filesStand, freshId, sha256, tusClient } from './testing/stand.ts';

const database = await testDatabase();
let standIn: Awaited<ReturnType<typeof s3StandIn>>;
let stand: FilesStand;
beforeAll(async () => {
  standIn = await s3StandIn('AKIATEST');
  stand = await filesStand(database, {
    environment: {
      S3_BUCKET: 'anshao',
      S3_REGION: 'cn-south-1',
      S3_ENDPOINT: standIn.url,
      S3_ACCESS_KEY_ID: 'AKIATEST',
      S3_SECRET_ACCESS_KEY: 'secret',
    },
  });
});
afterAll(async () => {
  await stand.close();
  await standIn.close();
});

const client = (url = stand.url) => tusClient(url, 'personInCharge');
const ofFile = (id: string) => [...standIn.objects.keys()].filter((key) => key.includes(id)).sort();

test('a picture arrives with its renditions and leaves nothing of the upload', async () => {
  const bytes = await photoWithEvidence();

  const { id, answer } = await client().send(bytes);

  expect(answer.status).toBe(204);
  const folder = `files/${id.slice(-4, -2)}/${id.slice(-2)}`;
  expect(ofFile(id)).toEqual(['full', 'original', 'thumb'].map((rendition) => `${folder}/${id}.${rendition}`));
  const original = await download(stand.url, 'personInCharge', id, '?size=original');
  expect(sha256(Buffer.from(await original.arrayBuffer()))).toBe(sha256(bytes));
});

test('a video begun at one process is finished at another and keeps its bytes', async () => {
  const other = await stand.another();
  const bytes = mp4(12_000_000);
  randomBytes(11_000_000).copy(bytes, 500_000);
  const id = freshId();
  await client().create(bytes.length, { id, name: 'a.mp4', type: 'video/mp4' });
  await client().patch(id, 0, bytes.subarray(0, 7_000_000));

  const head = await client(other.url).head(id);
  const at = Number(head.headers.get('upload-offset'));
  const last = await client(other.url).patch(id, at, bytes.subarray(at));

  expect([at, last.status]).toEqual([7_000_000, 204]);
  const got = await download(other.url, 'personInCharge', id, '', { range: 'bytes=6999990-7000009' });
  expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes.subarray(6_999_990, 7_000_010));
  const info = (await (await download(stand.url, 'personInCharge', id, '/info')).json()) as { sha256: string };
  expect(info.sha256).toBe(sha256(bytes));
  expect(standIn.multiparts.size).toBe(0);
});

test('a terminated upload leaves nothing in the bucket', async () => {
  const id = freshId();
  await client().create(6_000_000, { id, name: 'a.mp4', type: 'video/mp4' });
  await client().patch(id, 0, Buffer.alloc(100_000));

  const answer = await client().terminate(id);

  expect(answer.status).toBe(204);
  expect(ofFile(id)).toEqual([]);
  expect(standIn.multiparts.size).toBe(0);
});

test('a full bucket answers 507', async () => {
  const bytes = await photoWithEvidence();
  const id = freshId();
  await client().create(bytes.length, { id });

  standIn.fill(true);
  const refused = await client().patch(id, 0, bytes);
  standIn.fill(false);

  expect(refused.status).toBe(507);
});
