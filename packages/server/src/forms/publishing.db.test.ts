import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../base/database/pool.ts';
import { write } from '../base/database/write-batch.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { createDefinitions, publishForm } from './definitions.ts';
import { insertFragments, readRecord } from './records.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);

beforeAll(() => migrateJobs(runtime));

const checklist: FormDefinition = {
  id: '01900000-0000-7000-8000-0000000000aa',
  key: 'select',
  name: '巡查\'记录"; drop table people; --',
  fields: [
    { key: 'where', type: 'text', label: '地点 "引号"' },
    { key: 'count', type: 'number', label: '数量', decimals: 2 },
    {
      key: 'tags',
      type: 'multipleChoice',
      label: '标签',
      options: [
        { code: 'a', label: '甲', status: 'active' },
        { code: 'b,"{}', label: '乙', status: 'active' },
      ],
    },
    {
      key: 'rows',
      type: 'subform',
      label: '明细',
      fields: [
        { key: 'order', type: 'text', label: '说明' },
        {
          key: 'kinds',
          type: 'multipleChoice',
          label: '类别',
          options: [
            { code: 'x', label: '子', status: 'active' },
            { code: 'y\\"', label: '丑', status: 'active' },
          ],
        },
      ],
    },
  ],
};

beforeEach(async () => {
  await database.pool.query('drop table if exists form_select__rows, form_select');
  await database.pool.query(
    'truncate forms, form_versions, form_record_versions, plans, tasks, daily_reports, anomalies, urges cascade',
  );
});

function publish(definition: FormDefinition) {
  return inTransaction(database.pool, (transaction) =>
    publishForm(transaction, definition, { personId: null, at: runtime.clock.now(), origin: 'own' }),
  );
}

async function columnsOf(table: string): Promise<Record<string, string>> {
  const { rows } = await database.pool.query(
    'select column_name as name, data_type as type from information_schema.columns where table_name = $1 order by 1',
    [table],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.type]));
}

test('a published form is a table with typed columns, whatever its key and labels are', async () => {
  const { version } = await publish(checklist);

  expect(version).toBe(1);
  expect(await columnsOf('form_select')).toMatchObject({
    c_where: 'text',
    c_count: 'numeric',
    c_tags: 'ARRAY',
    form_version: 'integer',
  });
  expect(await columnsOf('form_select__rows')).toMatchObject({
    c_order: 'text',
    record_id: 'uuid',
    position: 'integer',
  });
  const { rows } = await database.pool.query("select obj_description('form_select'::regclass) as label");
  expect(rows[0].label).toBe(checklist.name);
});

test('records come back as they were written, lists within rows included', async () => {
  await publish(checklist);
  const form = await createDefinitions(runtime).current('select');
  const values = {
    where: '3栋 ☔',
    count: 12.5,
    tags: ['b,"{}', 'a'],
    rows: [
      { _id: runtime.newId(), order: '第一行', kinds: ['y\\"', 'x'] },
      { _id: runtime.newId(), order: null, kinds: null },
    ],
  };
  const context = { now: '2026-03-16T02:00:00Z', today: '2026-03-16', dictionaries: new Map() };
  const prepared = form.compiled.prepare(values, context);
  const record = { id: runtime.newId(), communityId: null, at: runtime.clock.now(), by: null, values: prepared.values };

  const given = { name: 'given', text: 'select $1::uuid as id', values: [record.id] };
  await write(database.pool, [given, ...insertFragments(form, [record], { cte: 'given', column: 'id' })], 'select 1');

  expect(prepared.problems).toEqual([]);
  const read = await readRecord(database.pool, form, record.id);
  expect(form.compiled.prepare(read, context).values).toEqual(prepared.values);
});

test('publishing the same again makes no new version', async () => {
  await publish(checklist);
  expect(await publish(structuredClone(checklist))).toEqual({ version: 1, steps: [] });
});

test('a field added, one retired and one brought back: old data is still there', async () => {
  await publish(checklist);
  await database.pool.query(
    "insert into form_select (id, form_version, created_at, updated_at, c_where) values ($1, 1, now(), now(), '旧值')",
    [runtime.newId()],
  );
  const [where, ...others] = checklist.fields;

  await publish({ ...checklist, fields: [...others, { key: 'note', type: 'multiline', label: '备注' }] });
  const third = await publish(checklist);

  expect(third.version).toBe(3);
  const { rows } = await database.pool.query('select c_where, c_note from form_select');
  expect(rows).toEqual([{ c_where: '旧值', c_note: null }]);
  expect(where?.key).toBe('where');
});

test('two people publishing at once: one after the other, and no version without its columns', async () => {
  await publish(checklist);
  const add = (key: string): FormDefinition => ({
    ...checklist,
    fields: [...checklist.fields, { key, type: 'text', label: key }],
  });

  const versions = await Promise.all([publish(add('first')), publish(add('second'))]);

  expect(versions.map((one) => one.version).sort()).toEqual([2, 3]);
  expect(await columnsOf('form_select')).toMatchObject({ c_first: 'text', c_second: 'text' });
});

test('a narrowing change is refused as a whole, with the field named', async () => {
  await publish(checklist);
  const narrowed: FormDefinition = {
    ...checklist,
    fields: [{ key: 'where', type: 'number', label: '地点' }, ...checklist.fields.slice(1)],
  };

  await expect(publish(narrowed)).rejects.toMatchObject({
    code: 'base.invalid',
    problems: [{ path: 'fields[0].type' }],
  });
  const { rows } = await database.pool.query("select current_version from forms where key = 'select'");
  expect(rows[0].current_version).toBe(1);
});

test('a publication that fails in the middle leaves neither version nor column', async () => {
  await publish(checklist);
  const next: FormDefinition = {
    ...checklist,
    fields: [...checklist.fields, { key: 'late', type: 'text', label: '后加' }],
  };

  await expect(
    inTransaction(database.pool, async (transaction) => {
      await publishForm(transaction, next, { personId: null, at: runtime.clock.now(), origin: 'own' });
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');

  expect(await columnsOf('form_select')).not.toHaveProperty('c_late');
  expect((await createDefinitions(runtime).current('select')).version).toBe(1);
});
