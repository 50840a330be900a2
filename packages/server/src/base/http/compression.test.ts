import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testRuntime } from '../testing/runtime.ts';
import { compressAnswers } from './compression.ts';
import { createHttp, type Http } from './server.ts';

const large = { rows: Array.from({ length: 200 }, (_, index) => ({ name: `第${index}号点位` })) };
let app: Http;

beforeAll(async () => {
  app = createHttp(testRuntime({} as pg.Pool));
  await compressAnswers(app);
  app.get('/large', () => large);
  app.get('/small', () => ({ ok: true }));
  app.get('/events', (_request, reply) => reply.type('text/event-stream').send(`data: ${JSON.stringify(large)}\n\n`));
  app.post('/echo', ({ body }) => body);
});
afterAll(() => app.close());

const ask = (url: string, accepts?: string) =>
  app.inject({ url, headers: accepts === undefined ? {} : { 'accept-encoding': accepts } });

test('a long answer travels as whatever the browser can unpack', async () => {
  const brotli = await ask('/large', 'gzip, br');
  expect(brotli.headers['content-encoding']).toBe('br');
  expect(JSON.parse(brotliDecompressSync(brotli.rawPayload).toString())).toEqual(large);
  const gzip = await ask('/large', 'gzip');
  expect(JSON.parse(gunzipSync(gzip.rawPayload).toString())).toEqual(large);
  expect(gzip.headers.vary).toContain('accept-encoding');
  const plain = await ask('/large');
  expect([plain.headers['content-encoding'], plain.json()]).toEqual([undefined, large]);
});

test('short answers and streams of events stay as they are', async () => {
  expect((await ask('/small', 'br')).headers['content-encoding']).toBeUndefined();
  expect((await ask('/events', 'br')).headers['content-encoding']).toBeUndefined();
});

test('what is sent to us is never unpacked', async () => {
  const sent = await app.inject({
    method: 'POST',
    url: '/echo',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    payload: gzipSync(JSON.stringify(large)),
  });
  expect(sent.statusCode).toBe(400);
});
