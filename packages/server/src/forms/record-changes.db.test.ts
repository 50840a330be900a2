import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

const rows: FieldDefinition = {
  key: 'rows',
  label: '明细',
  type: 'subform',
  fields: [
    { key: 'what', label: '内容', type: 'text' },
    { key: 'steps', label: '步骤', type: 'subform', fields: [{ key: 'step', label: '步骤', type: 'text' }] },
  ],
};
const fields: readonly FieldDefinition[] = [
  { key: 'title', label: '标题', type: 'text', required: true },
  { key: 'level', label: '等级', type: 'text' },
  { key: 'begun', label: '开始', type: 'dateTime', stamp: 'created' },
  { key: 'sent', label: '提交', type: 'dateTime', stamp: 'submitted' },
  rows,
];

beforeAll(async () => {
  stand = await recordsStand(database);
  await stand.publish('issue', fields);
});
afterAll(() => stand.close());

async function read(id: string, form = 'issue'): Promise<FormRecord> {
  return (await stand.ask('personInCharge', 'GET', `/records/${form}/${id}`)).json();
}
const put = (id: string, revision: number | string | undefined, values: object, more: object = {}, form = 'issue') =>
  stand.ask('personInCharge', 'PUT', `/records/${form}/${id}`, { values, ...more }, revision);

describe('changing a record', () => {
  test('keeps what is not given, counts up, and keeps what was there with the reason', async () => {
    const made = await stand.create('issue', { title: '漏水', level: '一般' });
    stand.clock.forward(5);

    const answer = await put(made.id, 1, { level: '重大' }, { reason: '复核' });

    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    const changed = answer.json<FormRecord>();
    expect(changed).toMatchObject({ revision: 2, values: { title: '漏水', level: '重大' } });
    expect(changed.values['begun']).toBe(made.values['begun']);
    expect(changed.values['sent']).toBe(stand.clock.now().toISOString());
    expect(await read(made.id)).toEqual(changed);
    const history = (await stand.ask('personInCharge', 'GET', `/records/issue/${made.id}/history`)).json();
    expect(history.rows).toMatchObject([
      { revision: 1, reason: '复核', by: { name: '陈国强' }, values: { level: '一般' } },
    ]);
  });

  test('needs the revision it was made on', async () => {
    const { id } = await stand.create('issue', { title: '甲' });

    for (const header of [undefined, '*', 'W/"1"', '"x"', '"0"']) {
      const answer = await put(id, header, { title: '乙' });
      expect(answer.statusCode, String(header)).toBe(428);
      expect(answer.json().code).toBe('records.match-missing');
    }
    await put(id, 1, { title: '乙' });
    await stand.ask('administrator', 'PUT', `/records/issue/${id}`, { values: { title: '丙' } }, 2);
    const late = await put(id, 2, { title: '丁' });
    expect(late.statusCode).toBe(412);
    expect(late.json()).toMatchObject({ code: 'records.moved', details: { revision: 3, by: '管一鸣' } });
  });

  test('by ten at once on one revision succeeds once', async () => {
    const { id } = await stand.create('issue', { title: '抢' });

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stand.ask(
          index % 2 ? 'administrator' : 'companyManager',
          'PUT',
          `/records/issue/${id}`,
          { values: { title: `改 ${index}` } },
          1,
        ),
      ),
    );

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    expect((await read(id)).revision).toBe(2);
  });

  test('that was made already, its answer lost on the way, is answered once more and made once', async () => {
    const { id } = await stand.create('issue', { title: '重发', rows: [{ what: '一' }] });
    const first = (await put(id, 1, { title: '重发了' })).json();

    const again = await put(id, 1, { title: '重发了' });

    expect(again.statusCode).toBe(200);
    expect(again.json()).toEqual(first);
  });

  test('that changes nothing makes no revision', async () => {
    const made = await stand.create('issue', { title: '同', rows: [{ what: '一', steps: [{ step: '甲' }] }] });
    stand.clock.forward(1);

    const answer = await put(made.id, 1, made.values);

    expect(answer.json()).toEqual(made);
  });

  test('rows keep their ids, also those within rows, and new ones get one', async () => {
    const made = await stand.create('issue', {
      title: '行',
      rows: [{ what: '一', steps: [{ step: '甲' }, { step: '乙' }] }, { what: '二' }],
    });
    const [one, two] = made.values['rows'] as [
      { _id: string; steps: { _id: string; step: string }[] },
      { _id: string },
    ];

    const changed = (
      await put(made.id, 1, {
        rows: [two, { ...one, what: '一改', steps: [one.steps[1], { step: '丙' }] }, { what: '三' }],
      })
    ).json<FormRecord>();

    const after = changed.values['rows'] as (typeof one)[];
    expect(after.map(({ _id }) => _id).slice(0, 2)).toEqual([two._id, one._id]);
    expect(after[1]?.steps.map(({ step }) => step)).toEqual(['乙', '丙']);
    expect(after[1]?.steps[0]?._id).toBe(one.steps[1]?._id);
    expect(new Set(after.map(({ _id }) => _id)).size).toBe(3);
    expect(await read(made.id)).toEqual(changed);
  });
});

describe('removing a record', () => {
  test('takes it out of reading, keeps its content, and it can be brought back as it was', async () => {
    const made = await stand.create('issue', { title: '删', rows: [{ what: '一', steps: [{ step: '甲' }] }] });
    await put(made.id, 1, { level: '重大' });
    const before = await read(made.id);

    expect((await stand.ask('personInCharge', 'DELETE', `/records/issue/${made.id}`, undefined, 1)).statusCode).toBe(
      412,
    );
    expect((await stand.ask('personInCharge', 'DELETE', `/records/issue/${made.id}`, undefined, 2)).statusCode).toBe(
      200,
    );
    expect((await stand.ask('personInCharge', 'GET', `/records/issue/${made.id}`)).statusCode).toBe(404);
    expect((await stand.ask('outsider', 'POST', `/records/issue/${made.id}/restore`)).statusCode).toBe(404);

    const back = await stand.ask('personInCharge', 'POST', `/records/issue/${made.id}/restore`);

    expect(back.statusCode, back.body).toBe(200);
    expect(back.json()).toMatchObject({
      revision: 3,
      createdAt: before.createdAt,
      createdBy: before.createdBy,
      values: before.values,
    });
    expect((await stand.ask('personInCharge', 'POST', `/records/issue/${made.id}/restore`)).statusCode).toBe(404);
    expect((await put(made.id, 3, { level: '一般' })).statusCode).toBe(200);
  });

  test('its id cannot be used anew', async () => {
    const made = await stand.create('issue', { title: '一次' });
    await stand.ask('personInCharge', 'DELETE', `/records/issue/${made.id}`, undefined, 1);

    const again = await stand.ask('personInCharge', 'POST', '/records/issue', {
      id: made.id,
      values: { title: '一次' },
    });

    expect(again.json().code).toBe('records.id-taken');
  });

  test('of one form never stands in the way of another form’s record with the same id', async () => {
    await stand.publish('twin', [{ key: 'title', label: '标题', type: 'text' }]);
    const made = await stand.create('issue', { title: '原件' });
    const twin = await stand.create('twin', { title: '同号' }, 'outsider', { id: made.id });

    expect(
      (await stand.ask('outsider', 'PUT', `/records/twin/${twin.id}`, { values: { title: '改' } }, 1)).statusCode,
    ).toBe(200);
    expect((await stand.ask('outsider', 'DELETE', `/records/twin/${twin.id}`, undefined, 2)).statusCode).toBe(200);

    expect((await put(made.id, 1, { title: '原件改' })).statusCode).toBe(200);
    expect((await stand.ask('personInCharge', 'DELETE', `/records/issue/${made.id}`, undefined, 2)).statusCode).toBe(
      200,
    );
    expect((await stand.ask('personInCharge', 'POST', `/records/issue/${made.id}/restore`)).json().values.title).toBe(
      '原件改',
    );
    expect((await stand.ask('outsider', 'GET', `/records/twin/${twin.id}`)).statusCode).toBe(404);
  });

  test('two who bring it back at once have one record', async () => {
    const made = await stand.create('issue', { title: '双' });
    await stand.ask('personInCharge', 'DELETE', `/records/issue/${made.id}`, undefined, 1);

    const answers = await Promise.all(
      ['personInCharge', 'administrator'].map((member) =>
        stand.ask(member as 'administrator', 'POST', `/records/issue/${made.id}/restore`),
      ),
    );

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
  });

  test('is refused while other records link to it', async () => {
    await stand.publish('spot', [{ key: 'name', label: '名称', type: 'text' }]);
    await stand.publish(
      'round',
      [
        {
          key: 'lines',
          label: '明细',
          type: 'subform',
          fields: [{ key: 'spot', label: '点位', type: 'linkedRecord', form: 'spot' }],
        },
      ],
      { name: '巡查' },
    );
    const spot = await stand.create('spot', { name: '一号' });
    const round = await stand.create('round', { lines: [{ spot: spot.id }] });

    const refused = await stand.ask('personInCharge', 'DELETE', `/records/spot/${spot.id}`, undefined, 1);
    await stand.ask('personInCharge', 'DELETE', `/records/round/${round.id}`, undefined, 1);
    const done = await stand.ask('personInCharge', 'DELETE', `/records/spot/${spot.id}`, undefined, 1);

    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ code: 'records.linked', details: { form: '巡查', count: 1 } });
    expect(done.statusCode).toBe(200);
  });
});

describe('fields a role does not see or cannot change', () => {
  beforeAll(async () => {
    await stand.publish('case', [
      { key: 'title', label: '标题', type: 'text' },
      { key: 'score', label: '评分', type: 'number', required: true, default: { value: 1 } },
      { key: 'inner', label: '内部意见', type: 'text' },
    ]);
    await stand.grant('case', [
      buildGrant('administrator', { create: true, read: 'all', update: 'all', remove: 'all' }),
      buildGrant('personInCharge', {
        create: true,
        read: 'place',
        update: 'place',
        hidden: ['inner'],
        fixed: ['score'],
      }),
      buildGrant('companyManager', { create: true, read: 'own' }),
    ]);
  });

  test('are not in the definition, nor in any answer, and can neither be set, asked for nor ordered by', async () => {
    const opened = (await stand.ask('personInCharge', 'GET', '/forms/case')).json();
    expect(opened.definition.fields.map(({ key }: { key: string }) => key)).toEqual(['title', 'score']);
    expect(opened.fixed).toEqual(['score']);
    // Who runs one community is answered for it unasked, whoever runs more is asked first.
    expect(opened.community).toBe(stand.cast.eastGarden.id);
    expect((await stand.ask('companyManager', 'GET', '/forms/case')).json().community).toBeNull();

    const refused = await stand.ask('personInCharge', 'POST', '/records/case', { values: { title: 'x', inner: 'y' } });
    expect(refused.json().problems).toEqual([{ path: 'inner', code: 'forms.unknown-field' }]);

    const made = await stand.create('case', { title: '甲', score: 9 });
    expect(made.values).toEqual({ title: '甲', score: 1 });
    const full = await stand.ask(
      'administrator',
      'PUT',
      `/records/case/${made.id}`,
      { values: { inner: '机密', score: 5 } },
      1,
    );
    expect(full.json().values).toEqual({ title: '甲', score: 5, inner: '机密' });

    const changed = await put(made.id, 2, { title: '乙', score: 7 }, {}, 'case');
    expect(changed.json().values).toEqual({ title: '乙', score: 5 });
    expect((await stand.ask('administrator', 'GET', `/records/case/${made.id}`)).json().values).toEqual({
      title: '乙',
      score: 5,
      inner: '机密',
    });
    const history = (await stand.ask('personInCharge', 'GET', `/records/case/${made.id}/history`)).json();
    expect(JSON.stringify(history)).not.toContain('机密');

    const where = { where: { field: 'inner', op: 'equals', value: '机密' } };
    for (const [path, body] of [
      ['query', where],
      ['count', where],
      ['query', { sort: { by: 'inner', direction: 'up' } }],
    ] as const) {
      const answer = await stand.ask('personInCharge', 'POST', `/records/case/${path}`, body);
      expect(answer.json().problems).toMatchObject([{ code: 'expressions.unknown-field' }]);
    }
    const listed = await stand.ask('personInCharge', 'POST', '/records/case/query', { fields: ['title', 'inner'] });
    expect(listed.body).not.toContain('机密');
    expect((await stand.ask('administrator', 'POST', '/records/case/count', where)).json()).toEqual({
      count: 1,
      isExact: true,
    });
  });

  test('whoever reads only what is their own sees nothing else', async () => {
    const own = await stand.create('case', { title: '自己的' }, 'companyManager', {
      community: stand.cast.eastGarden.id,
    });
    await stand.create('case', { title: '别人的' });

    const rows = (await stand.ask('companyManager', 'POST', '/records/case/query', {})).json().rows as FormRecord[];

    expect(rows.map(({ id }) => id)).toEqual([own.id]);
  });
});

describe('records of an older version', () => {
  test('show their own fields through the tables of today, and are written with the present version', async () => {
    const first: readonly FieldDefinition[] = [
      { key: 'name', label: '名称', type: 'text' },
      { key: 'gone', label: '不再用', type: 'text' },
      { key: 'who', label: '人', type: 'person' },
      { key: 'rows', label: '行', type: 'subform', fields: [{ key: 'old', label: '旧', type: 'text' }] },
    ];
    await stand.publish('aging', first);
    const who = stand.cast.outsider.person.id;
    const made = await stand.create('aging', { name: '老', gone: '还在', who, rows: [{ old: '旧行' }] });
    const removed = await stand.create('aging', { name: '删', gone: '还在', who });
    await stand.ask('personInCharge', 'DELETE', `/records/aging/${removed.id}`, undefined, 1);
    await stand.publish('aging', [
      { key: 'name', label: '名称', type: 'multiline' },
      { key: 'who', label: '人', type: 'people' },
      { key: 'fresh', label: '新', type: 'number', default: { value: 4 } },
      { key: 'rows', label: '行', type: 'subform', fields: [{ key: 'young', label: '新', type: 'text' }] },
    ]);

    const shown = await read(made.id, 'aging');
    expect(shown).toMatchObject({
      version: 1,
      values: { name: '老', gone: '还在', who: [who], rows: [{ old: '旧行' }] },
    });
    expect(shown.values).not.toHaveProperty('fresh');

    const changed = (await put(made.id, 1, { name: '新写' }, {}, 'aging')).json<FormRecord>();
    expect(changed).toMatchObject({
      version: 2,
      values: { name: '新写', who: [who], fresh: 4, rows: [{ young: null }] },
    });
    const history = (await stand.ask('personInCharge', 'GET', `/records/aging/${made.id}/history`)).json();
    expect(history.rows[0]).toMatchObject({ version: 1, values: { gone: '还在', rows: [{ old: '旧行' }] } });

    const back = await stand.ask('personInCharge', 'POST', `/records/aging/${removed.id}/restore`);
    expect(back.json()).toMatchObject({ version: 1, values: { name: '删', gone: '还在', who: [who] } });
  });
});

test('a record made before settings became narrower can be changed elsewhere, in rows too', async () => {
  const detail = (maxLength: number): FieldDefinition => ({
    key: 'rows',
    label: '明细',
    type: 'subform',
    fields: [
      { key: 'what', label: '内容', type: 'text', maxLength },
      { key: 'count', label: '数', type: 'number' },
    ],
  });
  const form = (maxLength: number, decimals: number): readonly FieldDefinition[] => [
    { key: 'title', label: '标题', type: 'text' },
    { key: 'note', label: '备注', type: 'text', maxLength },
    { key: 'depth', label: '深度', type: 'number', decimals },
    detail(maxLength),
  ];
  await stand.publish('narrowed', form(50, 2));
  const made = await stand.create('narrowed', {
    title: '甲',
    note: '裂缝在东侧外墙',
    depth: 1.25,
    rows: [{ what: '裂缝在东侧外墙', count: 1 }],
  });
  await stand.publish('narrowed', form(5, 0));
  const [row] = made.values['rows'] as readonly Record<string, unknown>[];

  const elsewhere = await put(made.id, 1, { title: '乙', rows: [{ ...row, count: 2 }] }, {}, 'narrowed');
  expect(elsewhere.statusCode, elsewhere.body).toBe(200);
  expect((await read(made.id, 'narrowed')).values).toMatchObject({
    title: '乙',
    note: '裂缝在东侧外墙',
    depth: 1.25,
    rows: [{ what: '裂缝在东侧外墙', count: 2 }],
  });

  const touched = await put(
    made.id,
    2,
    { note: '裂缝在西侧外墙', depth: 1.5, rows: [{ ...row, what: '裂缝在西侧外墙' }] },
    {},
    'narrowed',
  );
  expect(touched.json().problems).toMatchObject([
    { path: 'note', code: 'forms.too-long' },
    { path: 'depth', code: 'forms.not-whole' },
    { path: 'rows[0].what', code: 'forms.too-long' },
  ]);
});
