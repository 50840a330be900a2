/**
 * A morning burst with bad luck: PostgreSQL killed, then the server killed, while everybody files. Whatever was
 * acknowledged must be there once, and every message handed over.
 */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { buildCast } from '@anshao/server/access/testing/cast.ts';
import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { createPool } from '@anshao/server/base/database/pool.ts';
import { buildItems } from '@anshao/server/daily-reports/testing.ts';
import { buildCommunity, buildPerson, buildPost } from '@anshao/server/org/testing/builders.ts';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedDatabase, freePort, type ServerProcess, startProcess } from './server/process.ts';

const communities = 200;
const atOnce = 32;
const dataDir = mkdtempSync(`${tmpdir()}/anshao-burst-`);
let environment: Record<string, string>;
let server: ServerProcess;
let pool: pg.Pool;
let officer: string;
const filings: { taskId: string; cookie: string; body: { id: string } }[] = [];

/** Days ahead, so that the plan's own tasks of today are not in the way. */
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const newId = () => uuidv7(Date.now(), randomBytes(10));

beforeAll(async () => {
  environment = { DATA_DIR: dataDir, PORT: String(await freePort()) };
  server = await startProcess(environment);
  pool = createPool(embeddedDatabase(dataDir).url, { max: 4, onError: () => {} });
  // The cast has an administrator and districts of its own.
  await pool.query("update people set account = 'first'");
  await pool.query('delete from districts');
  const cast = await buildCast(pool);
  officer = await openSession(pool, cast.associationOfficer.person.id);
  for (let index = 0; index < communities; index++) {
    const community = await buildCommunity(pool, { districtId: cast.huicheng.id, companyId: cast.anju.id });
    const person = await buildPerson(pool);
    await buildPost(pool, { personId: person.id, communityId: community.id });
    const taskId = newId();
    await pool.query(
      `insert into tasks (id, plan_id, kind, role, community_id, company_id, district_id, subject_date, published_at, due_at, grace_until, closes_at)
       select $1, p.id, p.task_kind, 'personInCharge', $2, $3, $4, $5, now() - interval '1 hour', now() + interval '1 hour',
         now() + interval '1 hour', now() + interval '1 day' from plans p`,
      [taskId, community.id, cast.anju.id, cast.huicheng.id, day(2)],
    );
    filings.push({
      taskId,
      cookie: await openSession(pool, person.id),
      body: { id: newId(), formVersion: 1, items: buildItems() } as { id: string },
    });
  }
});

afterAll(async () => {
  await pool.end();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** As a phone does it: the same id again until there is an answer. */
async function file({ taskId, cookie, body }: (typeof filings)[number], acknowledged: () => void): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`${server.address}/api/daily-reports/tasks/${taskId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined);
    if (answer?.status === 200) {
      acknowledged();
      return attempt + 1;
    }
    if (answer && answer.status !== 503 && answer.status !== 500)
      throw new Error(`${answer.status} ${await answer.text()}`);
    await pause(50);
  }
  throw new Error('no answer');
}

test('every acknowledged report is there once, though PostgreSQL and the server are killed on the way', async () => {
  let count = 0;
  const waiting = [...filings];
  const tries: number[] = [];
  const phones = Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) tries.push(await file(next, () => count++));
  });
  const all = Promise.all(phones);
  const reached = async (wanted: number) => {
    while (count < wanted) await Promise.race([pause(1), all]);
  };

  await reached(30);
  process.kill(embeddedDatabase(dataDir).pid, 'SIGKILL');
  await reached(110);
  await server.kill();
  server = await startProcess(environment);
  await all;

  const { rows } = await pool.query(
    `select (select count(*) from daily_reports) as reports, (select count(distinct community_id) from daily_reports) as communities,
       (select count(*) from form_daily_report__items) as items, (select count(*) from events where type = 'dailyReports.filed') as events,
       (select count(*) from tasks where state = 'done') as tasks`,
  );
  expect(rows[0]).toEqual({
    reports: communities,
    communities,
    items: communities * 15,
    events: communities,
    tasks: communities,
  });
  const { rows: ids } = await pool.query('select id from daily_reports');
  expect(new Set(ids.map((row) => row.id))).toEqual(new Set(filings.map((filing) => filing.body.id)));
  // The kills must have been felt, or this test shows nothing.
  expect(tries.filter((one) => one > 1).length).toBeGreaterThan(0);
});

test('every message of an urging is handed over at least once with its key, though the server is killed on the way', async () => {
  // Whatever the hour at which this runs, it is none of the quiet ones.
  const hour = (later: number) =>
    Temporal.Now.zonedDateTimeISO('Asia/Shanghai').add({ hours: later }).toPlainTime().toString().slice(0, 5);
  await pool.query(
    `insert into settings (key, value, updated_at) values ('site', $1, now())
     on conflict (key) do update set value = settings.value || excluded.value`,
    [JSON.stringify({ quietFrom: hour(11), quietUntil: hour(12) })],
  );
  const missing = await Promise.all(
    filings.slice(0, 60).map(async ({ taskId }) => {
      const id = newId();
      await pool.query(
        `insert into tasks (id, plan_id, kind, role, community_id, company_id, district_id, subject_date, published_at, due_at, grace_until, closes_at)
         select $1, plan_id, kind, role, community_id, company_id, district_id, $3, published_at, due_at, grace_until, closes_at from tasks where id = $2`,
        [id, taskId, day(3)],
      );
      return id;
    }),
  );

  const answer = await fetch(`${server.address}/api/daily-reports/urge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: officer },
    body: JSON.stringify({ id: newId(), date: day(3) }),
  });
  expect(await answer.json()).toMatchObject({ people: missing.length });
  await server.kill();
  server = await startProcess(environment);
  // No waiting for the next channel in this test: everything is due now.
  await pool.query("update deliveries set not_before = now() where state = 'waiting'");
  await pool.query("update deliveries set sent_at = now() - interval '10 minutes' where state = 'sending'");
  await pool.query("select graphile_worker.add_job('messaging.tick')");

  await expect
    .poll(
      async () =>
        (await pool.query("select count(*) as count from deliveries where state in ('waiting', 'sending')")).rows[0]
          .count,
      {
        timeout: 30_000,
      },
    )
    .toBe(0);
  const { rows } = await pool.query(
    "select count(distinct key) as keys, count(*) as count from deliveries where kind = 'dailyReport.urge' and channel = 'sms' and state in ('accepted', 'delivered')",
  );
  expect(rows[0]).toEqual({ keys: missing.length, count: missing.length });
});

test('a signal lets what is in flight finish and ends the process', async () => {
  // The server has taken the request in once it asks for the rest of it.
  const body = JSON.stringify({ account: 'nobody', password: 'wrong password' });
  const slow = request(`${server.address}/api/sign-in/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), expect: '100-continue' },
  });
  const answer = once(slow, 'response') as Promise<[IncomingMessage]>;
  slow.flushHeaders();
  await once(slow, 'continue');
  const stopped = server.stop();
  slow.end(body);

  expect((await answer)[0].statusCode).toBe(401);
  expect(await stopped).toBe(0);
  server = await startProcess(environment);
});

test('a second start on the same data folder says which process has it', async () => {
  await expect(startProcess({ ...environment, PORT: String(await freePort()) })).rejects.toThrow(
    String(server.child.pid),
  );
});

test('wrong settings are all named in one message', async () => {
  await expect(
    startProcess({ DATA_DIR: dataDir, PORT: '8080', PUBLIC_URL: 'ftp://x', DATABASE_POOL: 'many' }),
  ).rejects.toThrow(/PUBLIC_URL[\s\S]*DATABASE_POOL|DATABASE_POOL[\s\S]*PUBLIC_URL/);
});
