/** What is not there any more and still told: removed records, and what records were before. */
import type { FormRecord, RemovedRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CastName } from '../access/testing/cast.ts';
import { testDatabase } from '../base/testing/database.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

beforeAll(async () => {
  stand = await recordsStand(database);
});
afterAll(() => stand.close());

const remove = (form: string, { id, revision }: FormRecord, member: CastName = 'personInCharge') =>
  stand.ask(member, 'DELETE', `/records/${form}/${id}`, undefined, revision);
const removed = async (form: string, member: CastName, query = ''): Promise<{ rows: RemovedRecord[]; next?: string }> =>
  (await stand.ask(member, 'GET', `/records/${form}/removed${query}`)).json();

describe('removed records', () => {
  const card = '11010519491231002X';
  beforeAll(async () => {
    await stand.publish('tool', [
      { key: 'name', label: '名称', type: 'text' },
      { key: 'keeper', label: '保管人', type: 'person' },
      { key: 'card', label: '身份证', type: 'idCard' },
      { key: 'inner', label: '内部', type: 'text' },
      { key: 'parts', label: '配件', type: 'subform', fields: [{ key: 'what', label: '名称', type: 'text' }] },
    ]);
    await stand.grant('tool', [
      buildGrant('administrator', { create: true, read: 'all', update: 'all', remove: 'all' }),
      buildGrant('companyManager', { create: true, read: 'place', remove: 'place', hidden: ['inner'] }),
      buildGrant('personInCharge', { create: true, read: 'place', remove: 'own' }),
      buildGrant('districtOfficer', { read: 'place' }),
    ]);
  });

  test('are listed as they were at last, with who took them out and what ids in them are called', async () => {
    const keeper = stand.cast.personInCharge.person.id;
    const values = { name: '电钻', keeper, card, inner: '机密', parts: [{ what: '钻头' }] };
    const made = await stand.create('tool', values);
    stand.clock.forward(1);
    await remove('tool', made, 'administrator');

    const { rows } = await removed('tool', 'companyManager');

    expect(rows).toEqual([
      {
        id: made.id,
        version: 1,
        community: made.community,
        values: {
          name: '电钻',
          keeper,
          card: '110***********002X',
          parts: [{ _id: expect.any(String), what: '钻头' }],
        },
        names: { [keeper]: stand.cast.personInCharge.viewer.name },
        createdAt: made.createdAt,
        createdBy: made.createdBy,
        removedAt: stand.clock.now().toISOString(),
        removedBy: { id: stand.cast.administrator.person.id, name: stand.cast.administrator.viewer.name },
      },
    ]);
    await stand.ask('companyManager', 'POST', `/records/tool/${made.id}/restore`);
    expect((await removed('tool', 'companyManager')).rows).toEqual([]);
  });

  test('are shown to those who could bring them back, and to nobody else', async () => {
    const own = await stand.create('tool', { name: '自己的' });
    const other = await stand.create('tool', { name: '别人的' }, 'companyManager', {
      community: stand.cast.eastGarden.id,
    });
    await remove('tool', own);
    await remove('tool', other, 'companyManager');
    const seen = async (member: CastName) => (await removed('tool', member)).rows.map(({ values }) => values['name']);
    const mayRestore = async (member: CastName) => (await stand.ask(member, 'GET', '/forms/tool')).json().may.restore;

    expect(await seen('administrator')).toEqual(expect.arrayContaining(['别人的', '自己的']));
    expect(await seen('companyManager')).toEqual(expect.arrayContaining(['别人的', '自己的']));
    expect(await seen('personInCharge')).toEqual(['自己的']);
    expect(await seen('districtOfficer')).toEqual([]);
    expect(await seen('outsider')).toEqual([]);
    expect([await mayRestore('personInCharge'), await mayRestore('districtOfficer')]).toEqual([true, false]);
  });

  test('come page by page, the last removed first, each once, also those of one moment', async () => {
    await stand.publish('pile', [{ key: 'n', label: '数', type: 'number' }]);
    for (let n = 0; n < 7; n++) {
      await remove('pile', await stand.create('pile', { n }));
      if (n % 3 === 0) stand.clock.forward(1);
    }
    const all = (await removed('pile', 'personInCharge')).rows.map(({ id }) => id);

    const paged: RemovedRecord[] = [];
    for (let cursor = ''; ; ) {
      const { rows, next } = await removed('pile', 'personInCharge', `?limit=2${cursor}`);
      paged.push(...rows);
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }

    expect(paged.map(({ id }) => id)).toEqual(all);
    expect(new Set(all).size).toBe(7);
    const times = paged.map(({ removedAt }) => removedAt);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('what a record was before', () => {
  test('comes with the names of the people, places and records in it', async () => {
    await stand.publish('post', [{ key: 'name', label: '名称', type: 'text' }], { settings: { titleField: 'name' } });
    await stand.publish('shift', [
      { key: 'who', label: '值班人', type: 'person' },
      { key: 'post', label: '岗位', type: 'linkedRecord', form: 'post' },
      { key: 'rows', label: '明细', type: 'subform', fields: [{ key: 'helper', label: '协助', type: 'person' }] },
      { key: 'secret', label: '举报人', type: 'person' },
    ]);
    const { personInCharge, companyManager, administrator } = stand.cast;
    const [gate, tower] = [await stand.create('post', { name: '东门' }), await stand.create('post', { name: '塔楼' })];
    const made = await stand.create('shift', {
      who: personInCharge.person.id,
      post: gate.id,
      rows: [{ helper: companyManager.person.id }],
      secret: administrator.person.id,
    });
    const next = { who: null, post: tower.id, rows: [], secret: null };
    const changed = await stand.ask('personInCharge', 'PUT', `/records/shift/${made.id}`, { values: next }, 1);
    expect(changed.statusCode, changed.body).toBe(200);
    await stand.grant('shift', [
      buildGrant('administrator', { read: 'all' }),
      buildGrant('personInCharge', { read: 'place', hidden: ['secret'] }),
    ]);
    const history = async (member: CastName) =>
      (await stand.ask(member, 'GET', `/records/shift/${made.id}/history`)).json();

    const { names } = await history('personInCharge');
    expect(names).toEqual({
      [personInCharge.person.id]: personInCharge.viewer.name,
      [companyManager.person.id]: companyManager.viewer.name,
      [gate.id]: '东门',
    });
    expect((await history('administrator')).names).toMatchObject({
      [administrator.person.id]: administrator.viewer.name,
    });
  });
});
