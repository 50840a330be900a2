/**
 * What keyboards, sheets and attackers send: texts without end, NUL, halves of letters, marks of byte order; names that
 * mean something in SQL. Refused by name of the field, or kept as what it is; never a fault of ours, never half written.
 */
import { wordError } from '@anshao/core/base/errors.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { valueMessages } from '@anshao/core/forms/messages.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

const options = [{ code: 'a', label: '甲', status: 'active' as const }];
const texts: readonly FieldDefinition[] = [
  { key: 'line', label: '单行', type: 'text' },
  { key: 'lines', label: '多行', type: 'multiline' },
  { key: 'rich', label: '富文本', type: 'richText' },
  { key: 'code', label: '扫码', type: 'scan' },
  { key: 'mail', label: '邮箱', type: 'email' },
  { key: 'web', label: '网址', type: 'url' },
  { key: 'call', label: '电话', type: 'phone' },
  { key: 'card', label: '身份证', type: 'idCard' },
  { key: 'plate', label: '车牌', type: 'text', format: 'plate' },
  { key: 'checked', label: '编号', type: 'text', pattern: '[a-z]+', maxLength: 20 },
  { key: 'day', label: '日期', type: 'date' },
  { key: 'at', label: '时刻', type: 'time' },
  { key: 'one', label: '单选', type: 'singleChoice', options },
  { key: 'some', label: '多选', type: 'multipleChoice', options },
  { key: 'who', label: '人员', type: 'person' },
  { key: 'where', label: '位置', type: 'location' },
];

beforeAll(async () => {
  stand = await recordsStand(database);
  await stand.publish('rough', [
    ...texts,
    {
      key: 'rows',
      label: '明细',
      type: 'subform',
      fields: [...texts, { key: 'parts', label: '件', type: 'subform', fields: texts }],
    },
  ]);
});
afterAll(() => stand.close());

const post = (values: object) => stand.ask('personInCharge', 'POST', '/records/rough', { values });
const count = async () =>
  (
    await database.pool.query(
      `select (select count(*) from form_rough) + (select count(*) from form_rough__rows) + (select count(*) from form_rough__rows__parts)
         + (select count(*) from events where type like 'records.%') as count`,
    )
  ).rows[0].count;

const keys = texts.map(({ key }) => key);
const sent = (key: string, value: string) => ({ [key]: key === 'some' ? [value] : value });
const places = ['', 'rows[0].', 'rows[0].parts[0].'];
/** The same values in the record, in a row of it, and in a row of that row. */
const placed = (values: object): readonly object[] => [values, { rows: [values] }, { rows: [{ parts: [values] }] }];

interface Told {
  readonly path: string;
  readonly code: string;
  readonly details?: Record<string, unknown>;
}

/** Refused, nothing written. @returns what was told, each said in a short Chinese sentence */
async function refusal(values: object): Promise<Told[]> {
  const before = await count();
  const answer = await post(values);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(422);
  expect(await count()).toBe(before);
  const told: Told[] = answer.json().problems;
  for (const { code, details } of told) {
    const sentence = wordError(valueMessages[code as keyof typeof valueMessages], 'zh', details);
    expect(sentence).toMatch(/^[^{}]*\p{Script=Han}[^{}]*$/u);
    expect(sentence.length).toBeLessThan(60);
  }
  return told;
}

/** An option that there is not is told at its place in the list. */
const fieldOf = ({ path }: Told) => path.replace(/some\[0\]$/, 'some');

describe('in every field that takes text, in rows and in rows within rows', () => {
  test.each([
    ['NUL', 'a\u0000b'],
    ['half a letter', 'a\ud800b'],
    ['the other half', '\udc00'],
  ])('%s is refused, all fields at once, and nothing is written', async (_, value) => {
    const all = Object.assign({}, ...keys.map((key) => sent(key, value)));
    const told = await refusal({ ...all, rows: [{ ...all, parts: [all] }] });
    expect(told.map(fieldOf).sort()).toEqual(places.flatMap((place) => keys.map((key) => place + key)).sort());
  });

  test.each([
    ['a hundred thousand characters', '长'.repeat(100_000)],
    ['a hundred thousand halves', '\ud83e'.repeat(100_000)],
    ['a hundred thousand blanks between two letters', `x${' '.repeat(100_000)}x`],
    ['a hundred thousand marks upon one letter', `e${'\u0301'.repeat(100_000)}`],
  ])('%s are refused, whatever the field, and nothing is written', async (_, value) => {
    for (const key of keys)
      for (const [index, values] of placed(sent(key, value)).entries())
        expect([...new Set((await refusal(values)).map(fieldOf))]).toEqual([`${places[index]}${key}`]);
  });

  test('a mark of byte order is no part of what was typed', async () => {
    const answer = await post({ line: '\ufeff灭火器', lines: '一\ufeff\n二', one: '\ufeffa', code: 'A\ufeff1' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().values).toMatchObject({ line: '灭火器', lines: '一\n二', one: 'a', code: 'A1' });
    expect((await post({ line: '\ufeff\u200b' })).json().values.line).toBeNull();
  });

  test('the longest text each takes comes back as it went, astral letters counted as one', async () => {
    const longest = { line: '🧯'.repeat(200), lines: '汉'.repeat(2000), rich: '字'.repeat(2000) };
    const answer = await post(longest);
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    const { id } = answer.json<FormRecord>();
    expect((await stand.ask('personInCharge', 'GET', `/records/rough/${id}`)).json().values).toMatchObject(longest);
  });
});

describe('beside the values', () => {
  test.each([
    ['words searched for', { q: 'a\u0000b' }],
    ['half a letter searched for', { q: '\ud800' }],
    ['words without end', { q: '长'.repeat(100_000) }],
    ['a condition', { where: { field: 'line', op: 'contains', value: 'a\u0000' } }],
    ['half a letter in a condition', { where: { field: 'line', op: 'equals', value: '\ud800' } }],
    ['a condition on a name of SQL', { where: { field: 'id"; drop table forms; --', op: 'equals', value: 'x' } }],
    ['an order by a name of SQL', { sort: { by: 'c_line desc; --', direction: 'up' } }],
    ['a field of another world', { fields: ['__proto__', 'line"'] }],
  ])('%s is answered or refused, not a fault of ours', async (_, body) => {
    const answer = await stand.ask('personInCharge', 'POST', '/records/rough/query', body);
    expect(answer.statusCode, answer.body.slice(0, 300)).toBeLessThan(500);
  });

  test.each([
    ['NUL', 'a\u0000b'],
    ['half a letter', '\ud800'],
    ['a text without end', '长'.repeat(100_000)],
  ])('%s as the reason of a change is refused, and the record stays', async (_, reason) => {
    const { id } = await stand.create('rough', { line: '原来' });
    const body = { values: { line: '改了' }, reason };
    const answer = await stand.ask('personInCharge', 'PUT', `/records/rough/${id}`, body, 1);
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(422);
    expect(answer.json().problems.map(({ path }: Told) => path)).toEqual(['reason']);
    expect((await stand.ask('personInCharge', 'GET', `/records/rough/${id}`)).json()).toMatchObject({
      revision: 1,
      values: { line: '原来' },
    });
  });
});

describe('keys and labels that mean something elsewhere', () => {
  const words = ['select', 'from', 'where', 'table', 'user', 'order', 'group', 'null', 'default', 'primary', 'drop'];

  test('words of SQL are keys like any others, of forms, fields and rows', async () => {
    const fields = words.map(
      (key): FieldDefinition => ({ key, label: `"${key}'; drop table forms; --`, type: 'text' }),
    );
    await stand.publish('union', [...fields, { key: 'values', label: '明细', type: 'subform', fields }], {
      name: `'"\\; --`,
    });
    const values = Object.fromEntries(words.map((key) => [key, `'; delete from "${key}" --`]));
    const made = await stand.create('union', { ...values, values: [values] });
    expect(made.values).toMatchObject({ ...values, values: [values] });
    const found = await stand.ask('personInCharge', 'POST', '/records/union/query', {
      where: { all: words.map((field) => ({ field, op: 'contains', value: `"${field}"` })) },
      sort: { by: 'order', direction: 'up' },
      full: true,
    });
    expect(found.json().rows.map(({ id }: FormRecord) => id)).toEqual([made.id]);
  });

  test.each(['检查项', 'a b', 'a-b', '1a', 'A', 'ａ', 'a"b', "a'b", 'a;b', '', 'a'.repeat(41)])(
    '“%s” is no key, and says what one looks like',
    async (key) => {
      const wrong = [{ key, label: '项', type: 'text' }] as readonly FieldDefinition[];
      const refusal = await stand.publish('badKey', wrong).catch((reason: unknown) => reason);
      const { problems } = refusal as { problems: { path: string; code: string }[] };
      expect(problems.map(({ path }) => path)).toEqual(['fields[0].key']);
      expect(problems[0]?.code).toMatch(/^forms\.(bad-key|too-long)$/);
    },
  );

  test.each(['id', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    'the reserved key “%s” is refused by name',
    async (key) => {
      const wrong: FieldDefinition = { key, label: '项', type: 'text' };
      await expect(stand.publish('badKey', [wrong])).rejects.toMatchObject({
        problems: [{ path: 'fields[0].key', code: 'forms.reserved-key', details: { key } }],
      });
      expect((await database.pool.query("select from forms where key = 'badKey'")).rowCount).toBe(0);
    },
  );

  test('labels may hold any signs people write', async () => {
    const labels = [`引号“"'`, '表情🧯', '{key}', '<script>alert(1)</script>', '%s\\n$1', '汉'.repeat(200)];
    await stand.publish(
      'labels',
      labels.map((label, index) => ({ key: `f${index}`, label, type: 'text' })),
    );
    const opened = (await stand.ask('personInCharge', 'GET', '/forms/labels')).json();
    expect(opened.definition.fields.map(({ label }: FieldDefinition) => label)).toEqual(labels);
  });
});
