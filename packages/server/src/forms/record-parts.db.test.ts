import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

beforeAll(async () => {
  stand = await recordsStand(database, new Map([['managed', { module: 'dailyReports', read: 'dailyReport.read' }]]));
});
afterAll(() => stand.close());

const card = '11010519491231002X';
const masked = '110***********002X';

describe('sealed values', () => {
  let made: FormRecord;
  beforeAll(async () => {
    await stand.publish('visit', [
      { key: 'name', label: '姓名', type: 'text' },
      { key: 'card', label: '身份证', type: 'idCard' },
      { key: 'others', label: '同行', type: 'subform', fields: [{ key: 'card', label: '身份证', type: 'idCard' }] },
    ]);
  });
  beforeEach(async () => {
    made = await stand.create('visit', { name: '张三', card, others: [{ card }, {}] });
  });

  test('are masked in every answer and unreadable in the tables', async () => {
    expect(made.values).toMatchObject({ card: masked, others: [{ card: masked }, { card: null }] });
    await stand.ask('personInCharge', 'PUT', `/records/visit/${made.id}`, { values: { name: '李四' } }, 1);
    const answers = await Promise.all([
      stand.ask('administrator', 'GET', `/records/visit/${made.id}`),
      stand.ask('administrator', 'POST', '/records/visit/query', { full: true }),
      stand.ask('administrator', 'GET', `/records/visit/${made.id}/history`),
    ]);
    for (const { body } of answers) {
      expect(body).toContain(masked);
      expect(body).not.toContain(card);
      expect(body).not.toContain('v1:');
    }
    const { rows } = await database.pool.query(
      'select r.c_card as one, o.c_card as other, v.content::text as former from form_visit r join form_visit__others o on o.record_id = r.id join form_record_versions v on v.record_id = r.id where r.id = $1 order by o.position',
      [made.id],
    );
    expect(rows[0].one).toMatch(/^v1:/);
    expect(rows[0].other).toMatch(/^v1:/);
    expect(rows[0].former).not.toContain(card);
  });

  test('stay what they are when the mask comes back, and change when something else does', async () => {
    const kept = await stand.ask(
      'personInCharge',
      'PUT',
      `/records/visit/${made.id}`,
      { values: { ...made.values, name: '王五' } },
      1,
    );
    expect(kept.statusCode, kept.body).toBe(200);
    const value = async () =>
      (await stand.ask('administrator', 'POST', `/records/visit/${made.id}/reveal`, { field: 'card' })).json().value;
    expect(await value()).toBe(card);

    const changed = await stand.ask(
      'personInCharge',
      'PUT',
      `/records/visit/${made.id}`,
      { values: { card: '440524188001010014' } },
      2,
    );
    expect(changed.json().values.card).toBe('440***********0014');
    expect(await value()).toBe('440524188001010014');
    const wrong = await stand.ask(
      'personInCharge',
      'PUT',
      `/records/visit/${made.id}`,
      { values: { card: '110***********0000' } },
      3,
    );
    expect(wrong.json().problems).toMatchObject([{ path: 'card' }]);
  });

  test('are shown whole to who has the right, one at a time, and each look is an event', async () => {
    const row = (made.values['others'] as { _id: string }[])[0]?._id;
    const ask = (member: Parameters<RecordsStand['ask']>[0], body: object) =>
      stand.ask(member, 'POST', `/records/visit/${made.id}/reveal`, body);

    expect((await ask('companyManager', { field: 'card' })).json()).toEqual({ value: card });
    expect((await ask('administrator', { field: 'others.card', row })).json()).toEqual({ value: card });
    expect((await ask('personInCharge', { field: 'card' })).statusCode).toBe(403);
    expect((await ask('outsider', { field: 'card' })).statusCode).toBe(404);
    for (const field of ['name', 'others', 'nothing', 'others.card', 'card.x'])
      expect((await ask('administrator', { field })).statusCode, field).toBe(404);
    const { rows } = await database.pool.query(
      "select actor_id, data from events where type = 'records.revealed' and subject_id = $1 order by seq",
      [made.id],
    );
    expect(rows).toEqual([
      { actor_id: stand.cast.companyManager.person.id, data: { form: 'visit', field: 'card' } },
      { actor_id: stand.cast.administrator.person.id, data: { form: 'visit', field: 'others.card' } },
    ]);
  });

  test('say who may see them whole, where there are any', async () => {
    await stand.publish('plain', [{ key: 'name', label: '姓名', type: 'text' }]);
    const plain = await stand.create('plain', { name: '张三' });
    const reveal = async (member: Parameters<RecordsStand['ask']>[0], path: string) =>
      (await stand.ask(member, 'GET', `/records/${path}`)).json().may.reveal;

    expect(await reveal('companyManager', `visit/${made.id}`)).toBe(true);
    expect(await reveal('personInCharge', `visit/${made.id}`)).toBeUndefined();
    expect(await reveal('companyManager', `plain/${plain.id}`)).toBeUndefined();
  });
});

describe('files', () => {
  test('must be there, belong to the record from then on, and are listed by field', async () => {
    await stand.publish('shots', [
      { key: 'photos', label: '照片', type: 'photos' },
      { key: 'sign', label: '签名', type: 'signature' },
      { key: 'rows', label: '行', type: 'subform', fields: [{ key: 'files', label: '附件', type: 'files' }] },
    ]);
    const [a, b, c] = [1, 2, 3].map(() => stand.runtime.newId()) as [string, string, string];
    for (const [id, name] of [
      [a, 'a.jpg'],
      [b, 'b.jpg'],
      [c, 'c.jpg'],
    ] as const) {
      stand.files.set(id, { kind: 'image', fromCamera: true, name, size: 10 });
      await database.pool.query(
        "insert into files (id, kind, name, size, media_type, sha256, renditions, uploaded_at) values ($1, 'image', $2, 10, 'image/jpeg', 'x', '{}', now())",
        [id, name],
      );
    }

    const refused = await stand.ask('personInCharge', 'POST', '/records/shots', {
      values: { photos: [a, stand.runtime.newId()] },
    });
    const made = await stand.create('shots', { photos: [a], sign: b, rows: [{ files: [c, a] }] });

    expect(refused.json().problems).toEqual([{ path: 'photos[1]', code: 'forms.file-missing' }]);
    expect(made.names).toMatchObject({ [a]: 'a.jpg', [b]: 'b.jpg', [c]: 'c.jpg' });
    expect((await stand.ask('companyManager', 'GET', `/records/shots/${made.id}/files`)).json().rows).toEqual([
      { field: 'photos', id: a, name: 'a.jpg', kind: 'image', size: 10 },
      { field: 'sign', id: b, name: 'b.jpg', kind: 'image', size: 10 },
      { field: 'rows.files', id: c, name: 'c.jpg', kind: 'image', size: 10 },
      { field: 'rows.files', id: a, name: 'a.jpg', kind: 'image', size: 10 },
    ]);
    const links = await database.pool.query(
      'select file_id, form_key from file_links where subject_id = $1 order by 1',
      [made.id],
    );
    expect(links.rows.map((row) => row.file_id)).toEqual([a, b, c].sort());
    expect(new Set(links.rows.map((row) => row.form_key))).toEqual(new Set(['shots']));
    const { rows } = await database.pool.query('select count(*)::int as count from files where linked_at is not null');
    expect(rows[0].count).toBe(3);
  });

  test('are seen by who sees the record and the field they stand in, now or before', async () => {
    await stand.publish('proof', [
      { key: 'open', label: '公开', type: 'photos' },
      { key: 'inner', label: '内部', type: 'photos' },
    ]);
    await stand.grant('proof', [
      buildGrant('administrator', { create: true, read: 'all', update: 'all' }),
      buildGrant('personInCharge', { read: 'place', hidden: ['inner'] }),
    ]);
    const [shown, inner, former] = [1, 2, 3].map(() => stand.runtime.newId()) as [string, string, string];
    for (const id of [shown, inner, former]) {
      stand.files.set(id, { kind: 'image', fromCamera: true, name: 'x', size: 1 });
      await database.pool.query(
        "insert into files (id, kind, name, size, media_type, sha256, renditions, uploaded_at) values ($1, 'image', 'x', 1, 'image/jpeg', 'x', '{}', now())",
        [id],
      );
    }
    const community = stand.cast.eastGarden.id;
    const made = await stand.create('proof', { open: [former], inner: [inner] }, 'administrator', { community });
    await stand.ask('administrator', 'PUT', `/records/proof/${made.id}`, { values: { open: [shown] } }, 1);
    const seenBy = async (member: 'administrator' | 'personInCharge' | 'outsider') => {
      const asked = [shown, inner, former].map((fileId) => ({ fileId, formKey: 'proof', recordId: made.id }));
      const seen = await stand.records.readableFiles(database.pool, stand.cast[member].viewer, asked);
      return [shown, inner, former].map((id) => seen.has(id));
    };

    expect(await seenBy('administrator')).toEqual([true, true, true]);
    expect(await seenBy('personInCharge')).toEqual([true, false, true]);
    expect(await seenBy('outsider')).toEqual([false, false, false]);
  });
});

describe('many at once', () => {
  test('does what can be done, and tells for each of the others why not', async () => {
    await stand.publish('item', [
      { key: 'code', label: '编号', type: 'text', unique: true, required: true },
      { key: 'n', label: '数', type: 'number' },
    ]);
    const [one, two] = [await stand.create('item', { code: '1' }), await stand.create('item', { code: '2' })];
    const id = stand.runtime.newId();

    const answer = await stand.ask('personInCharge', 'POST', '/records/item/batch', {
      operations: [
        { do: 'create', id, values: { code: 'a' } },
        { do: 'create', id, values: { code: 'a' } },
        { do: 'create', values: { code: '1' } },
        { do: 'create', values: {} },
        { do: 'update', id, revision: 1, values: { n: 7 } },
        { do: 'update', id: one.id, revision: 5, values: { n: 7 } },
        { do: 'remove', id: two.id, revision: 1 },
        { do: 'remove', id: stand.runtime.newId(), revision: 1 },
      ],
    });

    expect(answer.statusCode, answer.body).toBe(200);
    const { done, skipped } = answer.json();
    expect(done).toMatchObject([
      { index: 0, id },
      { index: 1, id },
      { index: 4, id, revision: 2 },
      { index: 6, id: two.id },
    ]);
    expect(skipped).toMatchObject([
      { index: 2, code: 'base.invalid', problems: [{ path: 'code', code: 'forms.taken' }] },
      { index: 3, code: 'base.invalid', problems: [{ path: 'code', code: 'forms.required' }] },
      { index: 5, code: 'records.moved' },
      { index: 7, code: 'base.not-found' },
    ]);
  });

  test('takes five hundred, and no more', async () => {
    const operations = Array.from({ length: 500 }, (_, index) => ({
      do: 'create',
      values: { code: `k${index}`, n: index },
    }));

    const answer = await stand.ask('personInCharge', 'POST', '/records/item/batch', { operations });
    const more = await stand.ask('personInCharge', 'POST', '/records/item/batch', {
      operations: [...operations, operations[0]],
    });

    expect(answer.json().done.length).toBe(500);
    expect(more.statusCode).toBe(422);
  });
});

test('a unique value is refused for a second record, also when both come at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => stand.ask('personInCharge', 'POST', '/records/item', { values: { code: '同时' } })),
  );

  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 422, 422, 422, 422, 422, 422, 422]);
});

test('records of a module can be read here, by its own right, and not written', async () => {
  await stand.publish('managed', [{ key: 'name', label: '名称', type: 'text' }]);

  expect((await stand.ask('personInCharge', 'POST', '/records/managed/query', {})).statusCode).toBe(200);
  expect((await stand.ask('personInCharge', 'GET', '/forms/managed')).json().may).toMatchObject({
    create: false,
    read: true,
  });
  const refused = await stand.ask('administrator', 'POST', '/records/managed', { values: { name: 'x' } });
  expect(refused.json()).toMatchObject({ code: 'records.read-only', details: { module: 'dailyReports' } });
  expect(refused.json().message).toContain('安全生产日报');
});

test('a form without a place takes no community, and shows each their own unless rights reach further', async () => {
  await stand.publish('car', [{ key: 'plate', label: '车牌', type: 'text' }], { settings: { place: 'none' } });
  const made = await stand.create('car', { plate: '粤L1' });

  expect(made.community).toBeNull();
  const wrong = await stand.ask('personInCharge', 'POST', '/records/car', {
    values: {},
    community: stand.cast.eastGarden.id,
  });
  expect(wrong.json().problems).toEqual([{ path: 'community', code: 'forms.not-allowed' }]);
  expect((await stand.ask('companyManager', 'GET', `/records/car/${made.id}`)).statusCode).toBe(404);
  expect((await stand.ask('administrator', 'GET', `/records/car/${made.id}`)).statusCode).toBe(200);
});

test('a stopped form is still read, and neither filled in nor changed', async () => {
  await stand.publish('past', [{ key: 'name', label: '名称', type: 'text' }]);
  const made = await stand.create('past', { name: 'x' });
  await database.pool.query("update forms set status = 'stopped' where key = 'past'");

  expect((await stand.ask('personInCharge', 'GET', `/records/past/${made.id}`)).json().may).toEqual({
    update: false,
    remove: false,
  });
  expect((await stand.ask('personInCharge', 'POST', '/records/past', { values: {} })).json().code).toBe(
    'records.form-stopped',
  );
  expect((await stand.ask('personInCharge', 'PUT', `/records/past/${made.id}`, { values: {} }, 1)).json().code).toBe(
    'records.form-stopped',
  );
});

test('a form of an application for others is not there', async () => {
  await stand.publish('boss', [{ key: 'name', label: '名称', type: 'text' }]);
  const app = stand.runtime.newId();
  await database.pool.query(
    `insert into apps (id, key, name, icon, audience, origin, created_at, updated_at) values ($1, 'boss', '主管', 'star', '{"roles": ["companyManager"]}', 'own', now(), now())`,
    [app],
  );
  await database.pool.query("update forms set app_id = $1 where key = 'boss'", [app]);

  expect((await stand.ask('personInCharge', 'GET', '/forms/boss')).statusCode).toBe(404);
  expect((await stand.ask('companyManager', 'GET', '/forms/boss')).statusCode).toBe(200);
  expect((await stand.ask('administrator', 'GET', '/forms/boss')).statusCode).toBe(200);
});
