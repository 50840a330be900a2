/**
 * A publication that is killed on the way, server and database alike: afterwards the form is wholly the old one, its
 * draft kept, or wholly the new one. There is never a version without its columns, nor columns without their version.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { DesignedForm } from '@anshao/core/forms/designing.ts';
import { fieldColumns } from '@anshao/core/forms/tables.ts';
import { buildCast } from '@anshao/server/access/testing/cast.ts';
import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { createPool } from '@anshao/server/base/database/pool.ts';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedDatabase, freePort, type ServerProcess, startProcess } from './server/process.ts';

const dataDir = mkdtempSync(`${tmpdir()}/anshao-publish-`);
let environment: Record<string, string>;
let server: ServerProcess;
let pool: pg.Pool;
let cookie: string;

const newId = () => uuidv7(Date.now(), randomBytes(10));
const text = (key: string, more: object = {}) =>
  ({ key, type: 'text', label: `第 ${key} 项`, ...more }) as FieldDefinition;

const rounds: FormDefinition = {
  id: newId(),
  key: 'rounds',
  name: '巡查',
  settings: { place: 'none' },
  fields: [text('title'), { key: 'rows', type: 'subform', label: '明细', fields: [text('what')] }],
};

beforeAll(async () => {
  environment = { DATA_DIR: dataDir, PORT: String(await freePort()) };
  server = await startProcess(environment);
  connect();
  // The cast has an administrator and districts of its own.
  await pool.query("update people set account = 'first'");
  await pool.query('delete from districts');
  cookie = await openSession(pool, (await buildCast(pool)).administrator.person.id);
  const app = newId();
  await call('POST', '/apps', { id: app, name: '巡查', icon: 'shield' });
  await call('POST', '/designs', { app, definition: rounds });
  await call('POST', `/designs/${rounds.id}/publish`, { revision: 1 });
  for (let index = 0; index < 20; index++) await record({ title: `第 ${index} 条`, rows: [{ what: '门' }] });
});

afterAll(async () => {
  await pool.end();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function connect(): void {
  pool = createPool(embeddedDatabase(dataDir).url, { max: 4, onError: () => {} });
}

async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${server.address}/api${path}`, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

const record = (values: object) => call<{ values: object }>('POST', '/records/rounds', { values });
const designed = () => call<DesignedForm>('GET', `/designs/${rounds.id}`);

/** Draws one version more and saves it. @returns the draft's revision */
async function draw(fields: readonly FieldDefinition[]): Promise<number> {
  const { draft } = await designed();
  const definition = { ...draft.definition, fields };
  return (await call<{ revision: number }>('PUT', `/designs/${rounds.id}`, { definition, revision: draft.revision }))
    .revision;
}

/** Begins to publish, as somebody does who will never see the answer. */
function publishing(revision: number): Promise<unknown> {
  return call('POST', `/designs/${rounds.id}/publish`, { revision }).catch(() => undefined);
}

/** The power goes: neither PostgreSQL nor the server can finish a sentence. Then both are started again. */
async function powerCut(held?: pg.PoolClient): Promise<void> {
  process.kill(embeddedDatabase(dataDir).pid, 'SIGKILL');
  await server.kill();
  held?.release(true);
  await pool.end().catch(() => {});
  server = await startProcess(environment);
  connect();
}

/** Fails unless form, table, versions, draft, events and jobs tell the same story. @returns the version in force */
async function consistent(drawn: FormDefinition): Promise<number> {
  const { published, draft } = await designed();
  const version = published?.version ?? 0;
  const { rows: versions } = await pool.query(
    "select version, definition from form_versions where form_key = 'rounds' order by version",
  );
  expect(versions.map((one) => one.version)).toEqual(Array.from({ length: version }, (_, index) => index + 1));
  expect(published?.definition).toEqual(versions.at(-1).definition);

  const { rows: columns } = await pool.query(
    "select column_name as name from information_schema.columns where table_name = 'form_rounds' and column_name like 'c\\_%'",
  );
  const needed = versions.flatMap(({ definition }) =>
    (definition as FormDefinition).fields.flatMap((field) => fieldColumns(field).map(({ name }) => name)),
  );
  expect(new Set(columns.map(({ name }) => name))).toEqual(new Set(needed));

  const { rows: events } = await pool.query(
    "select data -> 'version' as version from events where type = 'forms.published' and subject_id = $1 order by xid, seq",
    [rounds.id],
  );
  expect(events.map((one) => one.version)).toEqual(versions.map((one) => one.version));

  // What was drawn is either published or still the draft, never lost and never both.
  const isPublished = published?.definition.fields.length === drawn.fields.length;
  expect(draft.definition.fields).toEqual(drawn.fields);
  expect(draft.savedAt === null).toBe(isPublished);
  return version;
}

test('killed while it waits for the table: the form is the old one, the draft is kept and can be published', async () => {
  const drawn = { ...rounds, fields: [...rounds.fields, text('late', { unique: true })] };
  const revision = await draw(drawn.fields);
  const reader = await pool.connect();
  reader.on('error', () => {});
  await reader.query('begin');
  await reader.query('select from form_rounds');
  const publication = publishing(revision);
  // The version is written by then, in a transaction that cannot end before the reader does.
  await expect
    .poll(
      async () => {
        const { rows } = await pool.query(
          "select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and query like 'do $lock$%'",
        );
        return rows[0].waiting;
      },
      { interval: 1 },
    )
    .toBe(1);

  await powerCut(reader);
  await publication;

  expect(await consistent(drawn)).toBe(1);
  expect((await pool.query("select from graphile_worker.jobs where key = 'forms.buildIndexes:rounds'")).rowCount).toBe(
    0,
  );
  expect(await call('POST', `/designs/${rounds.id}/publish`, { revision })).toEqual({ version: 2 });
  expect((await record({ title: '新', late: '晚' })).values).toMatchObject({ late: '晚' });
});

test('killed while an index is built beside the writers: it is finished after the start', async () => {
  const before = (await designed()).draft.definition;
  const drawn = { ...before, fields: [...before.fields, text('code', { unique: true })] };
  const revision = await draw(drawn.fields);
  // Building beside others waits for every transaction that was there before, so this one stops it half way.
  const old = await pool.connect();
  old.on('error', () => {});
  await old.query('begin isolation level repeatable read');
  await old.query('select from forms');
  await call('POST', `/designs/${rounds.id}/publish`, { revision });
  await expect
    .poll(async () => (await pool.query('select from pg_stat_progress_create_index')).rowCount, { interval: 5 })
    .toBe(1);

  await powerCut(old);

  const version = await consistent(drawn);
  expect(version).toBe(3);
  expect((await designed()).indexes.some(({ state }) => state !== 'ready')).toBe(true);
  // The hourly look, now.
  await pool.query("select graphile_worker.add_job('forms.mendIndexes')");
  await expect
    .poll(async () => (await designed()).indexes.every(({ state }) => state === 'ready'), { timeout: 30_000 })
    .toBe(true);
  await record({ title: '一', code: '甲' });
  await expect(record({ title: '二', code: '甲' })).rejects.toThrow('forms.taken');
});

test('killed at any moment: wholly old or wholly new, and the next try leads on', async () => {
  for (const wait of [0, 4, 9, 16, 30]) {
    const before = (await designed()).draft.definition;
    const drawn = { ...before, fields: [...before.fields, text(`at${wait}`), text(`unique${wait}`, { unique: true })] };
    const revision = await draw(drawn.fields);
    const publication = publishing(revision);
    await pause(wait);
    await powerCut();
    await publication;

    const version = await consistent(drawn);
    await publishing(revision);
    const after = await consistent(drawn);
    expect([version, version + 1]).toContain(after);
    expect((await designed()).draft.savedAt).toBeNull();
    expect((await record({ title: '后', [`at${wait}`]: '在' })).values).toMatchObject({ [`at${wait}`]: '在' });
  }
  const { rows } = await pool.query("select count(*) as kept from form_rounds where c_title like '第 %'");
  expect(rows[0].kept).toBe(20);
});
