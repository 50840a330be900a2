import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileLimits } from '@anshao/core/files/contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { mp4, pdf, photo } from './testing/samples.ts';
import {
  download,
  type FilesStand,
  filesStand,
  freshId,
  headersOf,
  metadata,
  sha256,
  tusClient,
} from './testing/stand.ts';

const database = await testDatabase();
let stand: FilesStand;
beforeAll(async () => {
  stand = await filesStand(database);
});
afterAll(() => stand.close());

const client = () => tusClient(stand.url, 'personInCharge');
const offset = (answer: Response) => Number(answer.headers.get('upload-offset'));
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const video = { name: '视频.mp4', type: 'video/mp4' };

/** Sends the head of a PATCH and some bytes of it, and leaves the rest to the test. */
function openPatch(id: string, at: number, length: number, url = stand.url) {
  const request = http.request(`${url}/api/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      ...headersOf('personInCharge'),
      'tus-resumable': '1.0.0',
      'upload-offset': at,
      'content-type': 'application/offset+octet-stream',
      'content-length': length,
    },
  });
  const status = new Promise<number>((resolve) => {
    request.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.on('error', () => resolve(0));
  });
  return { request, status };
}

async function received(id: string, at: number) {
  const path = stand.service.uploads.incoming;
  while ((await path.received(id)) !== at) await pause(10);
}

describe('the protocol', () => {
  test('OPTIONS tells version, extensions and the largest size without asking for a version', async () => {
    const answer = await fetch(`${stand.url}/api/uploads`, { method: 'OPTIONS' });

    expect(answer.status).toBe(204);
    expect(answer.headers.get('tus-version')).toBe('1.0.0');
    expect(answer.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration');
    expect(answer.headers.get('tus-max-size')).toBe(String(fileLimits.bytes.video));
  });

  test.each([{}, { 'tus-resumable': '0.2.2' }])(
    'a request without a supported version is refused with 412',
    async (headers) => {
      const answer = await fetch(`${stand.url}/api/uploads`, {
        method: 'POST',
        headers: { ...headersOf('personInCharge'), ...(headers as Record<string, string>), 'upload-length': '5' },
      });

      expect(answer.status).toBe(412);
      expect(answer.headers.get('tus-version')).toBe('1.0.0');
    },
  );

  test('creating answers 201 with the place of the upload and when it expires', async () => {
    const id = freshId();

    const answer = await client().create(1000, { id });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/uploads/${id}`);
    expect(new Date(answer.headers.get('upload-expires') ?? '')).toEqual(new Date('2026-03-17T02:00:00Z'));
  });

  test.each(['', '-1', 'many', '1.5'])('an Upload-Length of “%s” is malformed', async (length) => {
    const answer = await client().create(0, {}, { 'upload-length': length });

    expect(answer.status).toBe(400);
  });

  test('an upload of unknown length is malformed', async () => {
    const answer = await fetch(`${stand.url}/api/uploads`, {
      method: 'POST',
      headers: {
        ...headersOf('personInCharge'),
        'tus-resumable': '1.0.0',
        'upload-defer-length': '1',
        'upload-metadata': metadata({ id: freshId(), name: 'a.jpg', type: 'image/jpeg' }),
      },
    });

    expect(answer.status).toBe(400);
  });

  test.each(['id ***', 'id', 'id a,id b', ''])('metadata “%s” is malformed', async (value) => {
    const answer = await client().create(10, {}, { 'upload-metadata': value });

    expect(answer.status).toBe(400);
  });

  test.each([
    '123',
    '../../etc/passwd',
    '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
    'A0000000-0000-7000-8000-000000000000',
  ])('the id %s is refused, being no lower-case UUIDv7', async (id) => {
    const answer = await client().create(10, { id });

    expect(answer.status).toBe(400);
  });

  test.each([
    ['image/jpeg', '大.jpg', fileLimits.bytes.image],
    ['application/pdf', '大.pdf', fileLimits.bytes.pdf],
    ['video/mp4', '大.mp4', fileLimits.bytes.video],
    ['', '大', fileLimits.bytes.video],
  ])('%s beyond its limit is refused with 413 before a byte is sent', async (type, name, limit) => {
    const answer = await client().create(limit + 1, { type, name });

    expect(answer.status).toBe(413);
    expect(await codeOf(answer)).toBe('files.too-large');
  });

  test('HEAD tells how much has arrived and may not be cached', async () => {
    const id = freshId();
    await client().create(1000, { id });
    await client().patch(id, 0, Buffer.alloc(400));

    const answer = await client().head(id);

    expect(answer.status).toBe(200);
    expect(offset(answer)).toBe(400);
    expect(answer.headers.get('upload-length')).toBe('1000');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('an unknown upload answers 404 without an offset to HEAD, PATCH and DELETE', async () => {
    const answers = [
      await client().head(freshId()),
      await client().patch(freshId(), 0, Buffer.alloc(1)),
      await client().terminate(freshId()),
      await client().head('nonsense'),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
    expect(answers[0]?.headers.get('upload-offset')).toBeNull();
  });

  test('a chunk of another content type is refused with 415', async () => {
    const id = freshId();
    await client().create(10, { id });

    const answer = await client().patch(id, 0, '{}', { 'content-type': 'application/json' });

    expect(answer.status).toBe(415);
    expect(offset(await client().head(id))).toBe(0);
  });

  test('a chunk at another offset is refused with 409 and nothing is written', async () => {
    const id = freshId();
    await client().create(100, { id });
    await client().patch(id, 0, Buffer.alloc(40));

    const answers = [await client().patch(id, 0, Buffer.alloc(10)), await client().patch(id, 50, Buffer.alloc(10))];

    expect(answers.map((answer) => answer.status)).toEqual([409, 409]);
    expect(offset(await client().head(id))).toBe(40);
  });

  test.each(['-1', 'x', ''])('a chunk at offset “%s” is malformed', async (at) => {
    const id = freshId();
    await client().create(100, { id });

    const answer = await client().patch(id, 0, Buffer.alloc(10), { 'upload-offset': at });

    expect(answer.status).toBe(400);
  });

  test('a chunk moves the offset on by what it brought', async () => {
    const id = freshId();
    await client().create(100, { id });

    const first = await client().patch(id, 0, Buffer.alloc(30));
    const second = await client().patch(id, 30, Buffer.alloc(20));

    expect([first.status, offset(first), second.status, offset(second)]).toEqual([204, 30, 204, 50]);
  });

  test('a chunk beyond the length is refused, also when it does not say how long it is', async () => {
    const id = freshId();
    await client().create(100, { id });
    const endless = new ReadableStream({
      start(controller) {
        for (let index = 0; index < 20; index++) controller.enqueue(new Uint8Array(50));
        controller.close();
      },
    });

    const known = await client().patch(id, 0, Buffer.alloc(101));
    const unknown = await client().patch(id, 0, endless);

    expect([known.status, unknown.status]).toEqual([413, 413]);
    expect(offset(await client().head(id))).toBeLessThanOrEqual(100);
  });

  test('an upload that has become a file still answers as complete', async () => {
    const bytes = await photo();
    const { id, answer } = await client().send(bytes);

    const again = await client().patch(id, bytes.length, new Uint8Array());
    const wrong = await client().patch(id, 0, new Uint8Array([1]));
    const head = await client().head(id);
    const created = await client().create(bytes.length, { id });

    expect([answer.status, again.status, wrong.status, head.status, created.status]).toEqual([204, 204, 409, 200, 201]);
    expect([offset(again), offset(head), offset(created)]).toEqual([bytes.length, bytes.length, bytes.length]);
  });

  test('creating the same upload twice keeps what has arrived', async () => {
    const id = freshId();
    await client().create(1000, { id });
    await client().patch(id, 0, Buffer.alloc(300));

    const again = await client().create(1000, { id });
    const other = await client().create(999, { id });

    expect([again.status, offset(again)]).toEqual([201, 300]);
    expect([other.status, await codeOf(other)]).toEqual([409, 'files.id-taken']);
  });

  test('creation may bring the first bytes', async () => {
    const bytes = await photo();
    const id = freshId();

    const answer = await fetch(`${stand.url}/api/uploads`, {
      method: 'POST',
      headers: {
        ...headersOf('personInCharge'),
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': metadata({ id, name: 'a.jpg', type: 'image/jpeg' }),
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(bytes),
    });

    expect([answer.status, offset(answer)]).toEqual([201, bytes.length]);
    expect((await download(stand.url, 'personInCharge', id, '/info')).status).toBe(200);
  });

  test('a terminated upload is gone with its bytes', async () => {
    const id = freshId();
    await client().create(1000, { id });
    await client().patch(id, 0, Buffer.alloc(300));

    const ended = await client().terminate(id);

    expect(ended.status).toBe(204);
    expect((await client().head(id)).status).toBe(404);
    expect((await client().patch(id, 300, Buffer.alloc(1))).status).toBe(404);
    expect((await readdir(join(stand.dataDir, 'files', 'incoming'))).filter((name) => name.startsWith(id))).toEqual([]);
  });

  test('an expired upload answers 404', async () => {
    const id = freshId();
    await client().create(1000, { id });
    const before = stand.clock.at;

    stand.clock.at = new Date(before.getTime() + 48 * 3_600_000);
    const answer = await client().head(id);
    stand.clock.at = before;

    expect(answer.status).toBe(404);
  });
});

describe('a connection that breaks', () => {
  test('an upload cut in the middle resumes and keeps the very bytes', async () => {
    const bytes = mp4(3_000_000);
    randomBytes(2_900_000).copy(bytes, 100_000);
    const id = freshId();
    await client().create(bytes.length, { ...video, id });
    const { request, status } = openPatch(id, 0, bytes.length);
    request.write(bytes.subarray(0, 1_000_000));
    await received(id, 1_000_000);

    request.destroy();
    await status;
    const at = offset(await client().head(id));
    const last = await client().patch(id, at, bytes.subarray(at));

    expect(at).toBe(1_000_000);
    expect(last.status).toBe(204);
    const whole = await download(stand.url, 'personInCharge', id);
    expect(sha256(Buffer.from(await whole.arrayBuffer()))).toBe(sha256(bytes));
    const info = await (await download(stand.url, 'personInCharge', id, '/info')).json();
    expect(info).toMatchObject({ sha256: sha256(bytes), kind: 'video', size: bytes.length });
  });

  test('a refused chunk does not hold up the next request of its connection', async () => {
    const id = freshId();
    await client().create(20_000_000, { ...video, id });
    const holder = openPatch(id, 0, 500);
    holder.request.write(Buffer.alloc(100));
    await received(id, 100);

    const refused = await client().patch(id, 0, Buffer.alloc(8_000_000));
    const next = await Promise.all(Array.from({ length: 4 }, () => client().head(freshId())));

    expect([refused.status, ...next.map((answer) => answer.status)]).toEqual([423, 404, 404, 404, 404]);
    holder.request.destroy();
    await holder.status;
  });

  test('HEAD frees an upload whose old connection the server still believes in', async () => {
    const id = freshId();
    await client().create(1000, { ...video, id });
    const old = openPatch(id, 0, 1000);
    old.request.write(Buffer.alloc(250));
    await received(id, 250);

    const answer = await client().head(id);

    expect([answer.status, offset(answer)]).toEqual([200, 250]);
    old.request.destroy();
    await old.status;
  });

  test('a last answer that never arrived is made up for by HEAD', async () => {
    const bytes = await photo();
    const id = freshId();
    await client().create(bytes.length, { id });
    // All bytes are here, but the process died before it looked at them.
    const { datastore } = stand.service.uploads.incoming;
    const { Readable } = await import('node:stream');
    await datastore.write(Readable.from([bytes]), id, 0);

    const answer = await client().head(id);

    expect([answer.status, offset(answer)]).toEqual([200, bytes.length]);
    expect((await download(stand.url, 'personInCharge', id, '/info')).status).toBe(200);
  });
});

describe('several at once', () => {
  test('of two chunks at once to one upload the second loses and the first is kept', async () => {
    const id = freshId();
    await client().create(1000, { ...video, id });
    const first = openPatch(id, 0, 500);
    first.request.write(Buffer.alloc(100, 1));
    await received(id, 100);

    const second = await client().patch(id, 0, Buffer.alloc(500, 2));
    first.request.end(Buffer.alloc(400, 1));

    expect([second.status, await codeOf(second)]).toEqual([423, 'files.upload-busy']);
    expect(await first.status).toBe(204);
    expect(offset(await client().head(id))).toBe(500);
  });

  test('the same holds when the second chunk reaches another process', async () => {
    const other = await stand.another();
    const id = freshId();
    await client().create(1000, { ...video, id });
    const first = openPatch(id, 0, 500);
    first.request.write(Buffer.alloc(100, 1));
    await received(id, 100);

    const second = await tusClient(other.url, 'personInCharge').patch(id, 0, Buffer.alloc(500, 2));
    first.request.end(Buffer.alloc(400, 1));

    expect(second.status).toBe(423);
    expect(await first.status).toBe(204);
    expect(offset(await tusClient(other.url, 'personInCharge').head(id))).toBe(500);
  });

  test('many uploads at once all become files', async () => {
    const bytes = await photo(1200, 900);

    const sent = await Promise.all(Array.from({ length: 12 }, () => client().send(bytes)));

    expect(sent.map(({ answer }) => answer.status)).toEqual(sent.map(() => 204));
  });
});

describe('whose upload it is', () => {
  test('nobody else may look at, continue or end an upload', async () => {
    const id = freshId();
    await client().create(1000, { id });
    const other = tusClient(stand.url, 'administrator');

    const answers = [await other.head(id), await other.patch(id, 0, Buffer.alloc(1)), await other.terminate(id)];
    const taken = await other.create(1000, { id });

    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    expect(taken.status).toBe(409);
    expect(offset(await client().head(id))).toBe(0);
  });

  test('without a session or a ticket nothing is accepted', async () => {
    const answer = await tusClient(stand.url, null).create(10);

    expect([answer.status, await codeOf(answer)]).toEqual([401, 'access.sign-in']);
  });

  test('the uploader may take back a file that nothing names yet', async () => {
    const { id } = await client().send(pdf(), { name: 'a.pdf', type: 'application/pdf' });

    const answer = await client().terminate(id);

    expect(answer.status).toBe(204);
    expect((await download(stand.url, 'personInCharge', id)).status).toBe(404);
  });
});
