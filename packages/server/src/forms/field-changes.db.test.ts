/**
 * A field that is renamed, made another type or taken out while records, links and drafts use it: what they hold stays,
 * what would break them is refused with everything named at once, and nothing is half done.
 */
import { errorSentence } from '@anshao/core/apps/catalogue.ts';
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import { wordError } from '@anshao/core/base/errors.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { formMessages } from '@anshao/core/forms/messages.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../access/viewer.ts';
import { testDatabase } from '../base/testing/database.ts';
import { buildApp, buildDesign, designingFor } from './testing/designing.ts';
import { type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;
let app: string;
let admin: Viewer;
let other: Viewer;
let designing: ReturnType<typeof designingFor>;

beforeAll(async () => {
  stand = await recordsStand(database);
  app = await buildApp(stand.runtime);
  admin = stand.cast.administrator.viewer;
  other = { ...stand.cast.associationOfficer.viewer, posts: admin.posts };
  designing = designingFor(stand.runtime);
});
afterAll(() => stand.close());

const level: FieldDefinition = {
  key: 'level',
  label: '等级',
  type: 'singleChoice',
  options: [
    { code: 'a', label: '甲级', status: 'active' },
    { code: 'b', label: '乙级', status: 'active' },
  ],
};
const spotFields: readonly FieldDefinition[] = [
  { key: 'name', label: '点位名称', type: 'text' },
  level,
  { key: 'depth', label: '深度', type: 'number' },
];

let number = 0;

async function published(
  fields: readonly FieldDefinition[],
  more: Partial<FormDefinition> = {},
): Promise<FormDefinition> {
  const definition = buildDesign(stand.runtime, `change${++number}`, fields, more);
  await designing.designs.create(admin, { app, definition });
  await designing.designs.publish(admin, definition.id, { revision: 1 });
  return definition;
}

/** Saves the next version as a draft. @returns what publishing it needs */
async function drawn(form: FormDefinition, fields: readonly FieldDefinition[], more: Partial<FormDefinition> = {}) {
  const { draft } = await designing.designs.get(admin, form.id);
  const definition = { ...form, fields, ...more };
  const { revision } = await designing.designs.save(admin, form.id, { definition, revision: draft.revision });
  return { revision, definition };
}

async function publishNext(form: FormDefinition, fields: readonly FieldDefinition[]): Promise<void> {
  const { revision } = await drawn(form, fields);
  await designing.designs.publish(admin, form.id, { revision });
}

/** Points, and rounds that link them in every way there is. */
async function pair(): Promise<{ spot: FormDefinition; round: FormDefinition }> {
  const spot = await published(spotFields);
  const round = await published(
    [
      {
        key: 'spot',
        label: '点位',
        type: 'linkedRecord',
        form: spot.key,
        fills: [{ from: 'name', to: 'copy' }],
        filter: { field: 'level', op: 'equals', value: 'a' },
      },
      { key: 'copy', label: '点位名称', type: 'text', readOnly: true },
      { key: 'deep', label: '深度', type: 'lookup', link: 'spot', field: 'depth', result: 'number' },
    ],
    { name: '巡检记录' },
  );
  return { spot, round };
}

const read = async (form: FormDefinition, id: string): Promise<FormRecord> =>
  (await stand.ask('personInCharge', 'GET', `/records/${form.key}/${id}`)).json();

/** As people are told. */
function sentence({ code, details }: FieldProblem): string {
  const own = (formMessages as Record<string, Parameters<typeof wordError>[0]>)[code];
  return (own ? wordError(own, 'zh', details) : errorSentence(code, 'zh', details)) ?? '';
}

async function stateOf(form: FormDefinition) {
  const { rows } = await database.pool.query(
    `select (select current_version from forms where key = $1) as version,
       (select count(*)::int from form_versions where form_key = $1) as versions,
       (select array_agg(column_name::text order by column_name) from information_schema.columns where table_name = 'form_' || $1) as columns,
       (select count(*)::int from events where subject_id = $2 and type = 'forms.published') as events`,
    [form.key, form.id],
  );
  return rows[0];
}

/** Refused in these words, in the plan and on publishing; version, table and events stay, and so does the draft. */
async function refused(form: FormDefinition, fields: readonly FieldDefinition[], sentences: readonly string[]) {
  const before = await stateOf(form);
  const { revision, definition } = await drawn(form, fields);
  const { problems } = await designing.designs.plan(admin, form.id);
  expect(problems.map(sentence).sort()).toEqual([...sentences].sort());
  await expect(designing.designs.publish(admin, form.id, { revision })).rejects.toMatchObject({
    code: 'base.invalid',
    problems,
  });
  expect(await stateOf(form)).toEqual(before);
  expect((await designing.designs.get(admin, form.id)).draft).toMatchObject({ revision, definition });
}

describe('a field renamed', () => {
  test('by its label holds what records and links had, and old versions keep the words of their time', async () => {
    const { spot, round } = await pair();
    const point = await stand.create(spot.key, { name: '泵房', level: 'a', depth: 3 });
    const made = await stand.create(round.key, { spot: point.id });

    await publishNext(
      spot,
      spotFields.map((field) => ({ ...field, label: `新${field.label}` })),
    );

    expect((await read(spot, point.id)).values).toEqual(point.values);
    expect((await read(round, made.id)).values).toEqual({ spot: point.id, copy: '泵房', deep: 3 });
    const words = async (version: number) =>
      (await designing.versions.get(admin, spot.id, version)).definition.fields.map(({ label }) => label);
    expect(await words(1)).toEqual(['点位名称', '等级', '深度']);
    expect(await words(2)).toEqual(['新点位名称', '新等级', '新深度']);
    const { rows } = await database.pool.query(
      'select col_description($1::regclass, ordinal_position) as words from information_schema.columns where table_name = $2 and column_name = $3',
      [`form_${spot.key}`, `form_${spot.key}`, 'c_depth'],
    );
    expect(rows[0].words).toContain('新深度');
  });

  test('by its key is another field to links: all of them are named, and nothing is published', async () => {
    const { spot } = await pair();
    await refused(
      spot,
      spotFields.map((field) => ({ ...field, key: `${field.key}2` })),
      ['点位名称', '等级', '深度'].map(
        (label) => `“${label}”正被“巡检记录”使用，不能移除：请改为隐藏，或先在“巡检记录”中取消使用`,
      ),
    );
  });

  test('by its key while a phone still fills in the old one: told by name, nothing written, old records read as before', async () => {
    const form = await published(spotFields);
    const old = await stand.create(form.key, { name: '旧', depth: 1 });
    await publishNext(form, [{ key: 'title', label: '名称', type: 'text' }, level]);

    const answer = await stand.ask('personInCharge', 'POST', `/records/${form.key}`, {
      values: { name: '手机里的', level: 'a', depth: 2 },
    });

    expect(answer.statusCode).toBe(422);
    expect(answer.json().problems).toEqual([
      { path: 'name', code: 'forms.unknown-field' },
      { path: 'depth', code: 'forms.unknown-field' },
    ]);
    const { rows } = await database.pool.query(`select count(*)::int as count from form_${form.key}`);
    expect(rows[0].count).toBe(1);
    expect(await read(form, old.id)).toMatchObject({ version: 1, values: { name: '旧', depth: 1 } });
  });
});

describe('a field made another type', () => {
  test('keeps every value where the new type holds them, also what a phone sends in the old way', async () => {
    const form = await published([level, { key: 'who', label: '人', type: 'person' }]);
    const who = stand.cast.outsider.person.id;
    const old = await stand.create(form.key, { level: 'a', who });
    await publishNext(form, [
      { ...level, type: 'multipleChoice' } as FieldDefinition,
      { key: 'who', label: '人', type: 'people' },
    ]);

    const late = await stand.create(form.key, { level: 'b', who });

    expect((await read(form, old.id)).values).toEqual({ level: ['a'], who: [who] });
    expect(late.values).toEqual({ level: ['b'], who: [who] });
  });

  test('is refused where values would be lost: every field named, with the safe way', async () => {
    const form = await published(spotFields);
    await stand.create(form.key, { name: '一', depth: 1.5 });
    await refused(
      form,
      [
        { key: 'name', label: '点位名称', type: 'number' },
        { key: 'level', label: '等级', type: 'text' },
        { key: 'depth', label: '深度', type: 'date' },
      ],
      [
        '“点位名称”不能从“单行文本”改为“数字”：请新增一个控件，并移除旧控件（已有数据保留）',
        '“等级”不能从“单选”改为“单行文本”：请新增一个控件，并移除旧控件（已有数据保留）',
        '“深度”不能从“数字”改为“日期”：请新增一个控件，并移除旧控件（已有数据保留）',
      ],
    );
  });

  test('is refused where links read it, though its values would stay', async () => {
    const { spot } = await pair();
    await refused(
      spot,
      [
        { key: 'name', label: '点位名称', type: 'multiline' },
        { ...level, type: 'multipleChoice' } as FieldDefinition,
        spotFields[2] as FieldDefinition,
      ],
      ['点位名称', '等级'].map((label) => `“${label}”正被“巡检记录”使用，不能改变类型：请另加一个控件`),
    );
  });
});

describe('a field taken out', () => {
  test('is refused where links read it; other fields may go, and their values come back with them', async () => {
    const { spot } = await pair();
    const [name, , depth] = spotFields as [FieldDefinition, FieldDefinition, FieldDefinition];
    await refused(spot, [name, depth], ['“等级”正被“巡检记录”使用，不能移除：请改为隐藏，或先在“巡检记录”中取消使用']);

    const form = await published(spotFields);
    const made = await stand.create(form.key, { name: '留', depth: 7 });
    await publishNext(form, [name]);
    expect((await stand.create(form.key, { name: '后来的' })).values).toEqual({ name: '后来的' });
    await publishNext(form, spotFields);
    expect((await read(form, made.id)).values).toMatchObject({ name: '留', depth: 7 });
  });

  test('while the form’s own conditions, formulas, title and columns name it: each place is told', async () => {
    const form = await published([
      { key: 'a', label: '甲', type: 'number' },
      { key: 'b', label: '乙', type: 'text', visible: { field: 'a', op: 'greater', value: 1 } },
      { key: 'c', label: '丙', type: 'formula', formula: '{a} * 2', result: 'number' },
    ]);
    const { definition } = await drawn(form, form.fields.slice(1), {
      settings: { titleField: 'a', listFields: ['a', 'b'] },
    });
    expect(definition.fields).toHaveLength(2);
    const { problems } = await designing.designs.plan(admin, form.id);
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'fields[0].visible.field',
      'fields[1].formula',
      'settings.listFields[0]',
      'settings.titleField',
    ]);
    expect(problems.map(sentence).join()).not.toMatch(/\{\w+\}|undefined/);
  });

  test('while somebody asks a list for it: refused with the field, not a fault of ours', async () => {
    const form = await published(spotFields);
    await stand.create(form.key, { name: '一', depth: 7 });
    await publishNext(form, spotFields.slice(0, 1));
    const answer = await stand.ask('personInCharge', 'POST', `/records/${form.key}/query`, {
      where: { all: [{ field: 'depth', op: 'greater', value: 1 }] },
      sort: { by: 'level', direction: 'up' },
    });
    expect(answer.statusCode).toBe(422);
    expect(
      answer
        .json()
        .problems.map(({ path }: FieldProblem) => path)
        .sort(),
    ).toEqual(['sort.by', 'where.all[0].field']);
  });
});

describe('a field that becomes required', () => {
  const weather: FieldDefinition = { key: 'weather', label: '天气', type: 'text', required: true };
  const told = async (form: FormDefinition) =>
    (await designing.designs.plan(admin, form.id)).changes.map(({ kind, label, advice }) => [kind, label, advice]);
  const put = (form: FormDefinition, id: string, values: object) =>
    stand.ask('personInCharge', 'PUT', `/records/${form.key}/${id}`, { values }, 1);

  test('is told by the plan once there are records, and an older one is saved only with it', async () => {
    const form = await published(spotFields);
    await drawn(form, [...spotFields, weather]);
    expect(await told(form)).toEqual([['addField', '天气', undefined]]);
    const made = await stand.create(form.key, { name: '泵房' });
    expect(await told(form)).toEqual([
      ['addField', '天气', undefined],
      ['requireField', '天气', 'forms.advice-require-new'],
    ]);

    await publishNext(form, [...spotFields, weather]);

    const refusal = await put(form, made.id, { name: '水泵房' });
    expect(refusal.json().problems).toMatchObject([{ path: 'weather', code: 'forms.required' }]);
    const saved = await put(form, made.id, { name: '水泵房', weather: '晴' });
    expect(saved.json().values).toMatchObject({ name: '水泵房', weather: '晴' });
  });

  test('and has a default stands in older records by itself, and is not told', async () => {
    const form = await published(spotFields);
    const made = await stand.create(form.key, { name: '泵房' });
    const usual = [...spotFields, { ...weather, default: { value: '晴' } }];
    await drawn(form, usual);
    expect(await told(form)).toEqual([['addField', '天气', undefined]]);

    await publishNext(form, usual);

    const saved = await put(form, made.id, { name: '水泵房' });
    expect(saved.json().values).toMatchObject({ name: '水泵房', weather: '晴' });
  });
});

describe('two people publishing at once', () => {
  test('one takes a field out, the other begins to link it: one of them is told', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const spot = await published(spotFields);
      const round = buildDesign(stand.runtime, `change${++number}`, [
        { key: 'spot', label: '点位', type: 'linkedRecord', form: spot.key },
        { key: 'deep', label: '深度', type: 'lookup', link: 'spot', field: 'depth', result: 'number' },
      ]);
      await designing.designs.create(other, { app, definition: round });
      const { revision } = await drawn(spot, spotFields.slice(0, 2));

      const results = await Promise.allSettled([
        designing.designs.publish(admin, spot.id, { revision }),
        designing.designs.publish(other, round.id, { revision: 1 }),
      ]);

      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const loser = results.find((result) => result.status === 'rejected');
      expect(loser?.reason.problems.map(({ code }: FieldProblem) => code)).toEqual([
        expect.stringMatching(/^forms\.(field-needed|no-linked-field)$/),
      ]);
    }
  });
});
