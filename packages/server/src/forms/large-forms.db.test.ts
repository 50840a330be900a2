/** Forms at the edge of what may be drawn: published, filled, changed and asked for like any other. */
import { wordError } from '@anshao/core/base/errors.ts';
import type { FieldDefinition, FieldTypeName } from '@anshao/core/forms/contract.ts';
import { formMessages } from '@anshao/core/forms/messages.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { fieldTypes } from '@anshao/core/forms/registry.ts';
import { samples } from '@anshao/core/forms/testing/samples.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

beforeAll(async () => {
  stand = await recordsStand(database);
});
afterAll(() => stand.close());

const many = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index));
const read = async (form: string, id: string) =>
  (await stand.ask('personInCharge', 'GET', `/records/${form}/${id}`)).json<FormRecord>();

/** Without those that need another form, or rows. */
const types = (Object.keys(fieldTypes) as FieldTypeName[]).filter(
  (type) => !['subform', 'linkedRecord', 'linkedRecords', 'backLinks', 'lookup', 'rollup', 'formula'].includes(type),
);
/** What may be answered without a file, a person or a place that has to be there. */
const plain: readonly FieldTypeName[] = [
  ...(['text', 'multiline', 'richText', 'phone', 'email', 'url', 'scan', 'number', 'integer', 'money'] as const),
  ...(['percentage', 'date', 'dateTime', 'time', 'dateRange', 'yesNo', 'singleChoice', 'multipleChoice'] as const),
  ...(['rating', 'location'] as const),
];

describe('300 fields of every type', () => {
  const fields = many(300, (index) => {
    const type = types[index % types.length] as FieldTypeName;
    return { label: `控件 ${index}`, ...samples[type].field, key: `f${index}` } as FieldDefinition;
  });
  const answers = (seed: number) =>
    Object.fromEntries(
      fields.flatMap(({ key, type }): [string, unknown][] => {
        const { values } = samples[type];
        return plain.includes(type) && values ? [[key, fc.sample(values, { numRuns: 1, seed })[0]]] : [];
      }),
    );

  test('are published, opened, filled, found, changed and kept in the history', async () => {
    await stand.publish('wide', fields);
    expect((await stand.ask('personInCharge', 'GET', '/forms/wide')).json().definition.fields).toHaveLength(300);

    const made = await stand.create('wide', answers(1));
    expect(await read('wide', made.id)).toEqual(made);
    const answered = Object.values(made.values).filter((value) => value !== null);
    expect(answered.length).toBeGreaterThan(100);
    const listed = await stand.ask('personInCharge', 'POST', '/records/wide/query', { full: true });
    expect(listed.json().rows[0].values).toEqual(made.values);

    const changed = await stand.ask('personInCharge', 'PUT', `/records/wide/${made.id}`, { values: answers(2) }, 1);
    expect(changed.statusCode, changed.body.slice(0, 300)).toBe(200);
    expect(await read('wide', made.id)).toEqual(changed.json());
    const history = await stand.ask('personInCharge', 'GET', `/records/wide/${made.id}/history`);
    expect(history.json().rows).toHaveLength(1);
  });

  test('of text, each filled to the last character it takes, fit into a record', async () => {
    const texts = many(300, (index): FieldDefinition => ({ key: `t${index}`, label: '备注', type: 'text' }));
    await stand.publish('texts', texts);
    const values = Object.fromEntries(texts.map(({ key }) => [key, '长'.repeat(200)]));
    const made = await stand.create('texts', values);
    expect((await read('texts', made.id)).values).toEqual(values);
  });

  test('more than fit into a record are refused before anybody fills them in', async () => {
    const places = many(320, (index): FieldDefinition => ({ key: `p${index}`, label: '位置', type: 'location' }));
    const refusal = await stand.publish('places', places, { name: '点位' }).catch((reason: unknown) => reason);
    expect(refusal).toMatchObject({ code: 'base.invalid', problems: [{ path: 'fields', code: 'forms.table-full' }] });
    const { problems } = refusal as { problems: { details: Record<string, unknown> }[] };
    expect(wordError(formMessages['forms.table-full'], 'zh', problems[0]?.details)).toBe(
      '“点位”的控件太多，一条数据放不下（现有 320 个，另有 0 个已移除但保留着数据）：请把一部分移到子表单或另一张表单',
    );
    expect((await database.pool.query("select to_regclass('form_places') as there")).rows[0].there).toBeNull();
  });
});

describe('5,000 options', () => {
  const options = many(5000, (index) => ({
    code: `c${index}`,
    label: `第 ${index} 号设备`,
    status: index === 4998 ? ('stopped' as const) : ('active' as const),
  }));
  beforeAll(async () => {
    await stand.publish('wares', [
      { key: 'one', label: '设备', type: 'singleChoice', options },
      { key: 'some', label: '设备们', type: 'multipleChoice', options, max: 500 },
    ]);
  });

  test('are offered, chosen, and found by what they are called', async () => {
    const opened = (await stand.ask('personInCharge', 'GET', '/forms/wares')).json();
    expect(opened.definition.fields[0].options).toHaveLength(5000);
    const some = many(500, (index) => `c${index * 9}`);
    const made = await stand.create('wares', { one: 'c4999', some });
    await stand.create('wares', { one: 'c7' });
    expect((await read('wares', made.id)).values).toEqual({ one: 'c4999', some });
    const found = await stand.ask('personInCharge', 'POST', '/records/wares/query', { q: '第 4999 号' });
    expect(found.json().rows.map(({ id }: FormRecord) => id)).toEqual([made.id]);
  });

  test('that are not there, stopped, or too many are told by field, all at once', async () => {
    const answer = await stand.ask('personInCharge', 'POST', '/records/wares', {
      values: { one: 'c5000', some: ['c4998', 'c1', 'c1', 'no'] },
    });
    expect(answer.json().problems).toEqual([
      { path: 'one', code: 'forms.unknown-option', details: { code: 'c5000' } },
      { path: 'some[0]', code: 'forms.stopped-option', details: { code: 'c4998', label: '第 4998 号设备' } },
      { path: 'some[2]', code: 'forms.repeated' },
      { path: 'some[3]', code: 'forms.unknown-option', details: { code: 'no' } },
    ]);
    const all = await stand.ask('personInCharge', 'POST', '/records/wares', {
      values: { some: options.map(({ code }) => code) },
    });
    expect(all.json().problems).toEqual([{ path: 'some', code: 'forms.too-many', details: { max: 500, count: 5000 } }]);
  });
});

describe('1,000 rows', () => {
  const rows = (prefix: string) => many(1000, (index) => ({ what: `${prefix}${index}`, score: index }));
  beforeAll(async () => {
    await stand.publish('sheet', [
      { key: 'title', label: '标题', type: 'text' },
      {
        key: 'rows',
        label: '明细',
        type: 'subform',
        maxRows: 1000,
        fields: [
          { key: 'what', label: '内容', type: 'text', required: true },
          { key: 'score', label: '分', type: 'integer', max: 2000 },
        ],
      },
    ]);
  });

  test('are changed row by row, keep their ids, and stand in the history as they were', async () => {
    const made = await stand.create('sheet', { title: '大', rows: rows('甲') });
    const before = made.values['rows'] as { _id: string; what: string; score: number }[];
    const turned = before.map((row, index) => (index % 2 ? row : { ...row, what: `改${index}` })).reverse();
    const changed = await stand.ask(
      'personInCharge',
      'PUT',
      `/records/sheet/${made.id}`,
      { values: { rows: turned } },
      1,
    );
    expect(changed.statusCode, changed.body.slice(0, 300)).toBe(200);
    expect((await read('sheet', made.id)).values['rows']).toEqual(turned);
    const history = (await stand.ask('personInCharge', 'GET', `/records/sheet/${made.id}/history`)).json();
    expect(history.rows[0].values.rows).toEqual(before);
  });

  test('with a mistake in each are told row by row, and nothing is written', async () => {
    const wrong = many(1000, (index) => (index % 2 ? { score: 3000 } : { what: '\ud800' }));
    const answer = await stand.ask('personInCharge', 'POST', '/records/sheet', {
      values: { title: '错', rows: wrong },
    });
    expect(answer.statusCode).toBe(422);
    const { problems } = answer.json();
    // Nobody reads more of them at once.
    expect(problems).toHaveLength(500);
    expect(problems.slice(0, 3)).toEqual([
      { path: 'rows[0].what', code: 'forms.unsafe-characters' },
      { path: 'rows[1].what', code: 'forms.required' },
      { path: 'rows[1].score', code: 'forms.too-large', details: { max: 2000 } },
    ]);
    const { rows: kept } = await database.pool.query("select from form_sheet where c_title = '错'");
    expect(kept).toEqual([]);
  });
});

describe('100,000 records to choose from (FE-05)', () => {
  beforeAll(async () => {
    await stand.publish('point', [
      { key: 'name', label: '点位名称', type: 'text' },
      { key: 'where', label: '位置', type: 'text' },
    ]);
    await stand.publish('tour', [
      {
        key: 'point',
        label: '巡检点位',
        type: 'linkedRecord',
        form: 'point',
        fills: [{ from: 'where', to: 'where' }],
      },
      { key: 'where', label: '位置', type: 'text' },
    ]);
    await database.pool.query(
      `insert into form_point (id, form_version, community_id, created_at, updated_at, c_name, c_where)
       select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, $1, now(), now(), '点位 ' || lpad(n::text, 6, '0'), (n % 60) || ' 栋' from generate_series(1, 100000) n`,
      [stand.cast.eastGarden.id],
    );
  });

  const links = async (more: string) =>
    (await stand.ask('personInCharge', 'GET', `/records/tour/links/point?${more}`)).json();

  test('are found by a few letters, page after page, and choosing one fills its fields', async () => {
    const found = await links('q=077312');
    expect(found.rows).toMatchObject([{ title: '点位 077312', fills: { where: '32 栋' } }]);
    const [{ id, fills }] = found.rows;
    expect((await stand.create('tour', { point: id, ...fills })).values).toEqual({ point: id, where: '32 栋' });

    const titles: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: { rows: { title: string }[]; next?: string } = await links(
        `q=0999${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      titles.push(...page.rows.map(({ title }) => title));
      cursor = page.next;
    }
    const wanted = many(100_000, (index) => `点位 ${String(index + 1).padStart(6, '0')}`);
    expect(titles).toEqual(wanted.filter((title) => title.includes('0999')));
    expect((await links('q=没有这样的')).rows).toEqual([]);
  });

  test('the search goes along the index, not through the table', async () => {
    await database.pool.query('analyze form_point');
    const { rows } = await database.pool.query(
      `explain select id from form_point where c_name ilike '%077312%' and community_id = '${stand.cast.eastGarden.id}' limit 20`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Bitmap Index Scan on i_/);
  });

  test('are listed at once when one more comes, and counted no further than anybody reads', async () => {
    const { id } = await stand.create('point', { name: '刚加的点位', where: '门口' });
    const newest = await stand.ask('personInCharge', 'POST', '/records/point/query', { limit: 1 });
    expect(newest.json().rows.map((row: FormRecord) => row.id)).toEqual([id]);
    const counted = await stand.ask('personInCharge', 'POST', '/records/point/count', {});
    expect(counted.json()).toEqual({ count: 10_000, isExact: false });
  });
});
