import { compileForm } from '@anshao/core/forms/compile.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { expect, test } from 'vitest';
import { begunFirst, carriedOver, draftKey, entered, newDraft } from './draft.ts';

const form = (fields: FormDefinition['fields']): FormDefinition => ({
  id: '01900000-0000-7000-8000-000000000001',
  key: 'check',
  name: '检查表',
  fields,
});
const first = form([
  { type: 'text', key: 'place', label: '位置' },
  { type: 'text', key: 'old', label: '旧项目' },
  { type: 'text', key: 'untouched', label: '没填过的' },
  {
    type: 'subform',
    key: 'items',
    label: '检查项',
    fields: [
      { type: 'text', key: 'what', label: '内容' },
      { type: 'text', key: 'gone', label: '已去掉' },
    ],
  },
]);
const second = form([
  { type: 'text', key: 'place', label: '具体位置' },
  { type: 'text', key: 'added', label: '新项目', default: { value: '默认' } },
  { type: 'subform', key: 'items', label: '检查项', fields: [{ type: 'text', key: 'what', label: '内容' }] },
]);

const begun = entered(
  newDraft('check', '01900000-0000-7000-8000-000000000002', 1, null),
  { place: '3栋', old: '写过', untouched: '', items: [{ _id: 'r1', what: '灭火器', gone: 'x' }] },
  first,
);

test('places with a draft of this very form come first and are marked, the others keep their order', () => {
  const places = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id }));
  const drafts = [
    { form: 'check', community: 'd' },
    { form: 'check', community: 'b' },
    { form: 'other', community: 'a' },
    { form: 'check', community: null },
  ];
  expect(begunFirst(places, 'check', drafts).map(({ id, isBegun }) => [id, isBegun])).toEqual([
    ['b', true],
    ['d', true],
    ['a', false],
    ['c', false],
  ]);
});

test('a draft made with an older version keeps what the new one has, and names what it has not', () => {
  const { draft, dropped } = carriedOver(begun, second, 2);
  expect(draft).toMatchObject({
    id: begun.id,
    version: 2,
    values: { place: '3栋', items: [{ _id: 'r1', what: '灭火器' }] },
  });
  expect(dropped).toEqual(['旧项目', '检查项 › 已去掉']);
  const context = { now: '2024-03-15T00:00:00.000Z', today: '2024-03-15', dictionaries: new Map() };
  const { _id, ...row } = Array.isArray(draft.values.items) ? (draft.values.items[0] as Record<string, unknown>) : {};
  const prepared = compileForm(second).prepare({ ...draft.values, items: [row] }, context);
  expect(prepared.problems).toEqual([]);
  expect(prepared.values).toMatchObject({ place: '3栋', added: '默认' });
  expect(_id).toBe('r1');
});

test('a renamed field keeps its value, a retyped one its value in the new shape, a retired one is told by its old name', () => {
  const options = [{ code: 'a', label: '甲', status: 'active' as const }];
  const before = form([
    { type: 'singleChoice', key: 'level', label: '等级', options },
    { type: 'text', key: 'note', label: '备注' },
    { type: 'text', key: 'left', label: '旧名' },
    {
      type: 'subform',
      key: 'rows',
      label: '明细',
      fields: [{ type: 'singleChoice', key: 'kind', label: '种类', options }],
    },
  ]);
  const after = form([
    { type: 'multipleChoice', key: 'level', label: '等级（可多选）', options },
    { type: 'multiline', key: 'note', label: '情况说明' },
    {
      type: 'subform',
      key: 'rows',
      label: '明细',
      fields: [{ type: 'multipleChoice', key: 'kind', label: '种类', options }],
    },
  ]);
  const draft = entered(
    newDraft('check', begun.id, 1, null),
    { level: 'a', note: '写了一半', left: '没处放', rows: [{ kind: 'a' }] },
    before,
  );
  const carried = carriedOver(draft, after, 2);
  expect(carried.dropped).toEqual(['旧名']);
  const context = { now: '2024-03-15T00:00:00.000Z', today: '2024-03-15', dictionaries: new Map() };
  expect(compileForm(after).prepare(carried.draft.values, context)).toEqual({
    values: { level: ['a'], note: '写了一半', rows: [{ kind: ['a'] }] },
    problems: [],
  });
});

test('with the same version nothing is touched', () => {
  expect(carriedOver(begun, first, 1)).toEqual({ draft: begun, dropped: [] });
});

test('drafts of one form for two communities are two', () => {
  expect(new Set([draftKey('check', null), draftKey('check', 'a'), draftKey('check', 'b')]).size).toBe(3);
});
