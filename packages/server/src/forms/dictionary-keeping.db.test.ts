import { beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { createDictionaryKeeping } from './dictionary-keeping.ts';

const { pool } = await testDatabase();
const runtime = testRuntime(pool);
const keeping = createDictionaryKeeping(runtime, { managed: new Set(['kept']) });
let cast: Cast;
const from = '2024-01-01';

beforeAll(async () => {
  cast = await buildCast(pool);
  await pool.query(`insert into dictionaries (key, name) values ('kept', '别处维护')`);
});

const viewer = () => cast.administrator.viewer;
const create = (key: string) => keeping.create(viewer(), key, ` 隐患分类 ${key} `);

test('a key belongs to one dictionary; every change raises the revision and is told', async () => {
  expect(await create('levels')).toMatchObject({ key: 'levels', name: '隐患分类 levels', entries: [] });
  await expect(create('levels')).rejects.toMatchObject({ code: 'forms.dictionary-taken' });
  const before = await keeping.get(viewer(), 'levels');
  const id = runtime.newId();
  const after = await keeping.saveEntry(viewer(), 'levels', id, { code: 'A', label: '甲', effectiveFrom: from });
  expect(after.revision).toBeGreaterThan(before.revision);
  const { rows } = await pool.query(`select data from events where type = 'forms.dictionaryChanged'`);
  expect(rows).toContainEqual({ data: expect.objectContaining({ dictionary: 'levels', code: 'A', isNew: true }) });
});

test('an entry saved twice is one; what a package put beside it stays, the code is for ever', async () => {
  await create('classes');
  const id = runtime.newId();
  const input = { code: 'XF', label: ' 消防 ', effectiveFrom: from, details: { synonyms: ['火灾', ' 火灾 ', ''] } };
  await keeping.saveEntry(viewer(), 'classes', id, input);
  await pool.query(`update dictionary_entries set details = details || '{"defaultLevel": "serious"}' where id = $1`, [
    id,
  ]);
  const { entries } = await keeping.saveEntry(viewer(), 'classes', id, {
    code: 'XF',
    label: '消防安全',
    effectiveFrom: from,
    effectiveTo: '2024-12-31',
    details: { basis: '消防法' },
  });
  expect(entries).toMatchObject([
    {
      code: 'XF',
      label: '消防安全',
      effectiveTo: '2024-12-31',
      details: { synonyms: ['火灾'], basis: '消防法', defaultLevel: 'serious' },
    },
  ]);
  await expect(
    keeping.saveEntry(viewer(), 'classes', id, { code: 'YF', label: '消防', effectiveFrom: from }),
  ).rejects.toMatchObject({ problems: [{ path: 'code', code: 'forms.entry-code-fixed' }] });
});

test('two levels and no more; all problems are told at once', async () => {
  await create('tree');
  const save = (code: string, parent: string | null, more = {}) =>
    keeping.saveEntry(viewer(), 'tree', runtime.newId(), { code, label: code, parent, effectiveFrom: from, ...more });
  await save('A', null);
  const { entries } = await save('A1', 'A');
  await expect(save('A11', 'A1')).rejects.toMatchObject({ problems: [{ path: 'parent', code: 'forms.entry-parent' }] });
  await expect(save('B', 'nowhere', { label: ' 　', effectiveTo: '2023-01-01' })).rejects.toMatchObject({
    problems: [
      { path: 'label', code: 'forms.required' },
      { path: 'effectiveTo', code: 'forms.entry-span' },
      { path: 'parent', code: 'forms.entry-parent' },
    ],
  });
  await save('B', null);
  const top = entries.find((entry) => entry.code === 'A');
  await expect(
    keeping.saveEntry(viewer(), 'tree', top?.id ?? '', { code: 'A', label: 'A', parent: 'B', effectiveFrom: from }),
  ).rejects.toMatchObject({ problems: [{ code: 'forms.entry-has-children' }] });
  await expect(save('A', null)).rejects.toMatchObject({ code: 'forms.entry-taken' });
});

test('entries stand in the order asked for; those not named follow', async () => {
  await create('order');
  for (const code of ['a', 'b', 'c'])
    await keeping.saveEntry(viewer(), 'order', runtime.newId(), { code, label: code, effectiveFrom: from });
  const { entries } = await keeping.get(viewer(), 'order');
  const idOf = (code: string) => entries.find((entry) => entry.code === code)?.id ?? '';
  const ordered = await keeping.order(viewer(), 'order', [idOf('c'), runtime.newId(), idOf('a')]);
  expect(ordered.entries.map((entry) => entry.code)).toEqual(['c', 'a', 'b']);
});

test('what has a page of its own is read here and not changed; who designs no forms sees no list', async () => {
  expect(await keeping.get(viewer(), 'kept')).toMatchObject({ isManaged: true });
  await expect(keeping.rename(viewer(), 'kept', '新名字')).rejects.toMatchObject({ code: 'forms.dictionary-managed' });
  await expect(keeping.list(cast.companyManager.viewer)).rejects.toMatchObject({ code: 'access.forbidden' });
  await expect(keeping.get(viewer(), 'nothing')).rejects.toMatchObject({ code: 'base.not-found' });
});
