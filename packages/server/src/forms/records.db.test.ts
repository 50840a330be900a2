import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

const device: readonly FieldDefinition[] = [
  { key: 'name', label: '名称', type: 'text', required: true, maxLength: 200 },
  { key: 'count', label: '数量', type: 'number', min: 0 },
  { key: 'checkedOn', label: '检查日期', type: 'date' },
  { key: 'note', label: '备注', type: 'multiline' },
  {
    key: 'kind',
    label: '类别',
    type: 'singleChoice',
    options: [
      { code: 'fire', label: '消防', status: 'active' },
      { code: 'lift', label: '电梯', status: 'active' },
      { code: 'old', label: '旧类别', status: 'stopped' },
    ],
  },
  { key: 'keeper', label: '保管人', type: 'person' },
  { key: 'photos', label: '照片', type: 'photos' },
  {
    key: 'parts',
    label: '部件',
    type: 'subform',
    maxRows: 1000,
    fields: [
      { key: 'name', label: '名称', type: 'text', required: true },
      { key: 'order', label: '顺序', type: 'integer' },
    ],
  },
];

beforeAll(async () => {
  stand = await recordsStand(database);
  await stand.publish('device', device, { name: '设备' });
});
afterAll(() => stand.close());

const codesOf = (answer: { json(): { problems?: { path: string; code: string }[] } }) =>
  (answer.json().problems ?? []).map(({ path, code }) => `${path} ${code}`).sort();

describe('a new record', () => {
  test('is answered as it is read later, with names for its ids and its revision as ETag', async () => {
    const { person } = stand.cast.companyManager;
    const body = {
      values: {
        name: ' 灭火器 ',
        count: 3,
        checkedOn: '2026-03-01',
        kind: 'fire',
        keeper: person.id,
        parts: [{ name: '喷嘴' }],
      },
    };

    const answer = await stand.ask('personInCharge', 'POST', '/records/device', body);

    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.headers['etag']).toBe('"1"');
    const made = answer.json<FormRecord>();
    expect(made).toMatchObject({
      version: 1,
      revision: 1,
      community: { id: stand.cast.eastGarden.id, name: '东晖苑' },
      values: { name: '灭火器', count: 3, note: null, parts: [{ name: '喷嘴', order: null }] },
      names: { [person.id]: '安晓居' },
      createdBy: { name: '陈国强' },
      may: { update: true, remove: true },
    });
    const read = await stand.ask('personInCharge', 'GET', `/records/device/${made.id}`);
    expect(read.json()).toEqual(made);
    expect(read.headers['etag']).toBe('"1"');
  });

  test('sent twice under one id is one record; another person cannot have that id', async () => {
    const id = stand.runtime.newId();
    const body = { id, values: { name: '消火栓' } };

    const first = await stand.ask('personInCharge', 'POST', '/records/device', body);
    const second = await stand.ask('personInCharge', 'POST', '/records/device', body);
    const other = await stand.ask('administrator', 'POST', '/records/device', {
      ...body,
      community: stand.cast.lakeGarden.id,
    });

    expect(second.json()).toEqual(first.json());
    expect(other.statusCode).toBe(409);
    expect(other.json().code).toBe('records.id-taken');
    const { rows } = await database.pool.query('select count(*)::int as count from events where subject_id = $1', [id]);
    expect(rows[0].count).toBe(1);
  });

  test('many at once are all there, each with its rows and its event', async () => {
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        stand.create('device', { name: `并发 ${index}`, parts: [{ name: String(index) }] }),
      ),
    );

    expect(new Set(made.map(({ id }) => id)).size).toBe(60);
    for (const [index, one] of made.entries())
      expect(one.values).toMatchObject({ name: `并发 ${index}`, parts: [{ name: String(index) }] });
    const { rows } = await database.pool.query(
      "select count(*)::int as count from events where type = 'records.created' and subject_id = any($1)",
      [made.map(({ id }) => id)],
    );
    expect(rows[0].count).toBe(60);
  });

  test('with mistakes is refused with all of them at once', async () => {
    const answer = await stand.ask('personInCharge', 'POST', '/records/device', {
      values: {
        count: -1,
        checkedOn: '2026-02-30',
        kind: 'old',
        nothing: 1,
        keeper: stand.runtime.newId(),
        parts: [{}, { name: 'x', extra: 1 }],
      },
    });

    expect(answer.statusCode).toBe(422);
    expect(codesOf(answer)).toEqual([
      'checkedOn forms.wrong-type',
      'count forms.too-small',
      'keeper forms.not-allowed',
      'kind forms.stopped-option',
      'name forms.required',
      'nothing forms.unknown-field',
      'parts[0].name forms.required',
      'parts[1].extra forms.unknown-field',
    ]);
  });

  test.each([
    ['a NUL', { name: 'a\u0000b' }],
    ['half a surrogate pair', { name: 'a\ud800b' }],
    ['a hundred thousand characters', { name: '长'.repeat(100_000) }],
    ['a list for a text', { name: ['x'] }],
    ['an inherited name as a key', { name: 'x', toString: 'x' }],
    ['the record’s own name for its id', { name: 'x', id: 'x' }],
    ['a column of ours', { name: 'x', created_at: 'x' }],
    ['too many rows', { name: 'x', parts: Array.from({ length: 1001 }, () => ({ name: 'x' })) }],
    ['a row that is a number', { name: 'x', parts: [5] }],
  ])('with %s is refused and not a fault of ours', async (_, values) => {
    const answer = await stand.ask('personInCharge', 'POST', '/records/device', { values });

    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(422);
    expect(answer.json().problems.length).toBeGreaterThan(0);
  });

  test.each(['name', 'parts', 'photos', 'keeper', 'nothing'])(
    'with a hundred thousand brackets in %s is refused and not a fault of ours',
    async (key) => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

      const answer = await stand.askRaw(
        'personInCharge',
        '/records/device',
        `{"values":{"name":"x","${key}":${deep}}}`,
      );

      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(422);
    },
  );

  test('with a thousand rows is kept in order', async () => {
    const parts = Array.from({ length: 1000 }, (_, order) => ({ name: `部件 ${order}`, order }));

    const { id } = await stand.create('device', { name: '大表', parts });

    const read = (await stand.ask('personInCharge', 'GET', `/records/device/${id}`)).json<FormRecord>();
    expect((read.values['parts'] as { order: number }[]).map(({ order }) => order)).toEqual(
      parts.map(({ order }) => order),
    );
  });
});

describe('who may', () => {
  test('put a record somewhere follows the posts', async () => {
    const at = (community?: string | null) => ({
      values: { name: '泵' },
      ...(community !== undefined && { community }),
    });
    const { eastGarden, lakeGarden, southTown } = stand.cast;
    const status = async (member: Parameters<RecordsStand['ask']>[0], body: object) => {
      const answer = await stand.ask(member, 'POST', '/records/device', body);
      return answer.statusCode === 200
        ? answer.json<FormRecord>().community?.name
        : `${answer.json().code} ${codesOf(answer)}`;
    };

    expect(await status('personInCharge', at())).toBe('东晖苑');
    expect(await status('personInCharge', at(southTown.id))).toBe('base.invalid community forms.not-allowed');
    expect(await status('companyManager', at(lakeGarden.id))).toBe('金山湖花园');
    expect(await status('companyManager', at())).toBe('base.invalid community forms.required');
    expect(await status('districtOfficer', at(southTown.id))).toBe('base.invalid community forms.not-allowed');
    expect(await status('administrator', at(southTown.id))).toBe('南站新城');
    expect(await status('administrator', at(stand.runtime.newId()))).toBe('base.invalid community forms.not-allowed');
    expect(await status('unboundPersonInCharge', at(eastGarden.id))).toBe('access.not-bound ');
  });

  test('read and change a record follows its place; elsewhere there is none', async () => {
    const { id } = await stand.create('device', { name: '水泵' });
    const statuses = async (method: 'GET' | 'PUT', body?: object) =>
      Object.fromEntries(
        await Promise.all(
          (
            [
              'administrator',
              'associationOfficer',
              'districtOfficer',
              'companyManager',
              'personInCharge',
              'outsider',
            ] as const
          ).map(async (member) => [
            member,
            (await stand.ask(member, method, `/records/device/${id}`, body, body && 99)).statusCode,
          ]),
        ),
      );

    expect(await statuses('GET')).toEqual({
      administrator: 200,
      associationOfficer: 200,
      districtOfficer: 200,
      companyManager: 200,
      personInCharge: 200,
      outsider: 404,
    });
    expect(await statuses('PUT', { values: {} })).toEqual({
      administrator: 412,
      associationOfficer: 403,
      districtOfficer: 403,
      companyManager: 412,
      personInCharge: 412,
      outsider: 404,
    });
  });

  test('a form that gives a role nothing is not there for it', async () => {
    await stand.publish('secret', [{ key: 'name', label: '名称', type: 'text' }]);
    await stand.grant('secret', [buildGrant('administrator', { create: true, read: 'all' })]);

    expect((await stand.ask('personInCharge', 'GET', '/forms/secret')).statusCode).toBe(404);
    expect((await stand.ask('personInCharge', 'POST', '/records/secret', { values: { name: 'x' } })).statusCode).toBe(
      404,
    );
    expect((await stand.ask('administrator', 'GET', '/forms/secret')).statusCode).toBe(200);
  });
});
