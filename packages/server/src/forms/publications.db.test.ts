import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { tableName } from '@anshao/core/forms/naming.ts';
import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { publishForm } from './definitions.ts';
import { buildIndexes, indexStates, mendIndexes, wantedIndexes } from './indexes.ts';
import { whileTablesAreBusy } from './publications.ts';
import { buildDesign } from './testing/designing.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);

beforeAll(() => migrateJobs(runtime));

const note: FieldDefinition = { key: 'note', type: 'text', label: '备注' };
const count: FieldDefinition = { key: 'count', type: 'number', label: '数量' };

function publish(definition: FormDefinition, waits?: readonly number[]) {
  return whileTablesAreBusy(
    database.pool,
    (transaction) => publishForm(transaction, definition, { personId: null, at: runtime.clock.now() }),
    waits,
  );
}

let number = 0;
async function published(...fields: FieldDefinition[]): Promise<FormDefinition> {
  const definition = buildDesign(runtime, `busy${++number}`, fields);
  await publish(definition);
  return definition;
}

async function insert({ key }: FormDefinition, values: Record<string, unknown> = {}): Promise<void> {
  const columns = Object.keys(values);
  await database.pool.query(
    `insert into ${tableName(key)} (id, form_version, created_at, updated_at${columns.map((name) => `, ${name}`).join('')})
     values ($1, 1, now(), now()${columns.map((_, index) => `, $${index + 2}`).join('')})`,
    [runtime.newId(), ...Object.values(values)],
  );
}

async function versionOf({ key }: FormDefinition): Promise<number> {
  return (await database.pool.query('select current_version as version from forms where key = $1', [key])).rows[0]
    .version;
}

/** Somebody reads the table and does not stop; runs `work` meanwhile. */
async function whileRead<T>({ key }: FormDefinition, work: (reader: pg.PoolClient) => Promise<T>): Promise<T> {
  const reader = await database.pool.connect();
  try {
    await reader.query('begin');
    await reader.query(`select from ${tableName(key)}`);
    return await work(reader);
  } finally {
    await reader.query('rollback');
    reader.release();
  }
}

test('a long reader keeps the publication waiting and nobody else', async () => {
  const form = await published(note);
  await whileRead(form, async (reader) => {
    const publication = publish({ ...form, fields: [note, count] });
    // Each of these would wait for the reader, did the publication stand in line before it.
    for (let turn = 0; turn < 30; turn++) await insert(form);
    expect(await versionOf(form)).toBe(1);
    await reader.query('commit');
    expect((await publication).version).toBe(2);
  });
});

test('who never gets the table is told so, and nothing has changed', async () => {
  const form = await published(note);
  await whileRead(form, async () => {
    await expect(publish({ ...form, fields: [note, count] }, [1, 1])).rejects.toMatchObject({
      code: 'forms.table-busy',
    });
  });
  expect(await versionOf(form)).toBe(1);
  const { rows } = await database.pool.query(
    "select count(*) as jobs from graphile_worker.jobs where key = 'forms.buildIndexes:' || $1",
    [form.key],
  );
  expect(rows[0].jobs).toBe(0);
});

test('a connection that breaks in the middle leaves neither version nor column', async () => {
  const form = await published(note);
  await expect(
    whileTablesAreBusy(
      database.pool,
      async (transaction) => {
        await publishForm(transaction, { ...form, fields: [note, count] }, { personId: null, at: runtime.clock.now() });
        throw new Error('killed');
      },
      [],
    ),
  ).rejects.toThrow('killed');
  expect(await versionOf(form)).toBe(1);
  await expect(database.pool.query(`select c_count from ${tableName(form.key)}`)).rejects.toThrow('does not exist');
});

test('a hundred fields are one change of the table', async () => {
  const form = await published(note);
  const more = Array.from({ length: 100 }, (_, index): FieldDefinition => {
    return { key: `field${index}`, type: 'text', label: `第 ${index} 项 '"` };
  });
  expect((await publish({ ...form, fields: [note, ...more] })).steps).toHaveLength(100);
});

test('rows within rows lie in a table of their own and go with the rows above', async () => {
  const form = await published({
    key: 'items',
    type: 'subform',
    label: '项',
    fields: [{ key: 'parts', type: 'subform', label: '件', fields: [note] }],
  });
  const [record, item] = [runtime.newId(), runtime.newId()];
  const table = tableName(form.key);
  await database.pool.query(
    `insert into ${table} (id, form_version, created_at, updated_at) values ($1, 1, now(), now())`,
    [record],
  );
  await database.pool.query(`insert into ${table}__items (id, record_id, position) values ($1, $2, 0)`, [item, record]);
  await database.pool.query(
    `insert into ${table}__items__parts (id, record_id, row_id, position, c_note) values ($1, $2, $3, 0, 'x')`,
    [runtime.newId(), record, item],
  );
  await database.pool.query(`delete from ${table}__items where id = $1`, [item]);
  expect((await database.pool.query(`select from ${table}__items__parts`)).rowCount).toBe(0);
});

test('a new table has its indexes at once; on one with records they are built beside', async () => {
  const unique: FieldDefinition = { ...note, unique: true };
  const fresh = await published(unique);
  expect(await indexStates(database.pool, fresh)).toMatchObject([
    { kind: 'unique', state: 'ready' },
    { kind: 'search', state: 'ready' },
  ]);
  await insert(fresh, { c_note: '一' });
  await expect(insert(fresh, { c_note: '一' })).rejects.toMatchObject({ code: '23505' });

  const later = await published(note, count);
  await insert(later, { c_note: '一' });
  const next = { ...later, fields: [unique, count] };
  await publish(next);
  expect((await indexStates(database.pool, next)).find(({ kind }) => kind === 'unique')?.state).toBe('building');
  await buildIndexes(runtime, next.key);
  await buildIndexes(runtime, next.key);
  expect((await indexStates(database.pool, next)).map(({ state }) => state)).toEqual(['ready', 'ready']);

  await publish({ ...later, fields: [count, { ...note, help: '不再唯一' }] });
  await buildIndexes(runtime, next.key);
  await insert(next, { c_note: '一' });
});

test('records that are in the way of what should be unique are told, and the next try may succeed', async () => {
  const form = await published(note);
  await insert(form, { c_note: '同' });
  await insert(form, { c_note: '同' });
  const next: FormDefinition = { ...form, fields: [{ ...note, unique: true }] };
  await publish(next);

  await buildIndexes(runtime, form.key);

  const state = async () => (await indexStates(database.pool, next)).find(({ kind }) => kind === 'unique')?.state;
  expect(await state()).toBe('failed');
  const { rows } = await database.pool.query("select data from events where type = 'forms.indexFailed'");
  expect(rows).toEqual([{ data: { form: form.key, name: form.name, field: 'note' } }]);
  await database.pool.query(`update ${tableName(form.key)} set c_note = id::text`);
  await buildIndexes(runtime, form.key);
  expect(await state()).toBe('ready');
});

test('wrapping the values of a large table is refused, of a small one it is done', async () => {
  const one: FieldDefinition = {
    key: 'kind',
    type: 'singleChoice',
    label: '类别',
    options: [{ code: 'a', label: '甲', status: 'active' }],
  };
  const many = { ...one, type: 'multipleChoice' } as FieldDefinition;
  const [small, large] = [await published(one), await published(one)];
  await insert(small, { c_kind: 'a' });
  await publish({ ...small, fields: [many] });
  const { rows } = await database.pool.query(`select c_kind from ${tableName(small.key)}`);
  expect(rows).toEqual([{ c_kind: ['a'] }]);

  await database.pool.query(
    `insert into ${tableName(large.key)} (id, form_version, created_at, updated_at)
     select gen_random_uuid(), 1, now(), now() from generate_series(1, 10001)`,
  );
  await expect(publish({ ...large, fields: [many] })).rejects.toMatchObject({
    problems: [{ path: 'fields[0].type', code: 'forms.widen-large' }],
  });
});

test('an index that a killed process left behind is built by the hourly look, without saying the same twice', async () => {
  const form = await published(note);
  const [search] = wantedIndexes(form);
  await database.pool.query(`drop index ${search?.name}`);
  const events = async () =>
    (await database.pool.query("select count(*) from events where type = 'forms.indexFailed'")).rows[0].count;
  const doubled = await published(note);
  for (let turn = 0; turn < 2; turn++) await insert(doubled, { c_note: '同' });
  await publish({ ...doubled, fields: [{ ...note, unique: true }] });
  await buildIndexes(runtime, doubled.key);
  const before = await events();

  await mendIndexes(runtime);

  expect(await indexStates(database.pool, form)).toMatchObject([{ kind: 'search', state: 'ready' }]);
  expect(await events()).toBe(before);
});
