/** A full disk: reading goes on, writing answers clearly, and both are as before once there is room again. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { buildCast, type Cast } from '@anshao/server/access/testing/cast.ts';
import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { createPool } from '@anshao/server/base/database/pool.ts';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedDatabase, type ServerProcess, startProcess } from './server/process.ts';

const dataDir = mkdtempSync(`${tmpdir()}/anshao-full-`);
let server: ServerProcess;
let pool: pg.Pool;
let cast: Cast;
let cookie: string;

beforeAll(async () => {
  // The reserve is set so that a file of two gigabytes eats it up, whatever the size of the disk.
  const { bavail, bsize } = await statfs(dataDir);
  const reserve = Math.floor((bavail * bsize) / 1024 / 1024) - 1000;
  server = await startProcess({ DATA_DIR: dataDir, DISK_RESERVE_MB: String(Math.min(reserve, 1_000_000)) });
  pool = createPool(embeddedDatabase(dataDir).url, { max: 2, onError: () => {} });
  await pool.query("update people set account = 'first'");
  await pool.query('delete from districts');
  cast = await buildCast(pool);
  cookie = await openSession(pool, cast.associationOfficer.person.id);
});

afterAll(async () => {
  await pool.end();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const get = (path: string) => fetch(`${server.address}/api${path}`, { headers: { cookie } });
const create = () =>
  fetch(`${server.address}/api/communities`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({
      code: uuidv7(Date.now(), randomBytes(10)).slice(-12),
      name: '新苑',
      districtId: cast.huicheng.id,
    }),
  });

test('on a full disk reading goes on and writing says why it cannot', async () => {
  expect((await create()).status).toBe(200);
  const blocks = Buffer.alloc(64 * 1024 * 1024, 1);
  for (let written = 0; written < 1600; written += 64) await writeFile(`${dataDir}/ballast`, blocks, { flag: 'a' });

  await expect.poll(async () => (await create()).status, { timeout: 15_000 }).toBe(507);
  expect(await (await create()).json()).toMatchObject({
    code: 'base.storage-full',
    message: expect.stringContaining('存储空间已满'),
  });
  expect((await get('/communities')).status).toBe(200);
  const health = await fetch(`${server.address}/healthz`);
  expect([health.status, await health.json()]).toEqual([200, { ok: true, writes: false, reason: 'diskFull' }]);

  const signIn = await fetch(`${server.address}/api/sign-in/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'nobody', password: 'not the password' }),
  });
  expect(signIn.status).toBe(401);

  await truncate(`${dataDir}/ballast`, 0);
  await expect.poll(async () => (await create()).status, { timeout: 15_000 }).toBe(200);
});
