import { expect, test } from 'vitest';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import type { Usage } from './designing.ts';
import { adviceMessages } from './errors.ts';
import { plannedChanges } from './planned-changes.ts';
import { planPublish } from './publish-plan.ts';
import { buildForm } from './testing/build.ts';
import { affectedUsages, usageProblems } from './usages.ts';

const text = (key: string, label: string, more: object = {}): FieldDefinition => ({
  key,
  label,
  type: 'text',
  ...more,
});
const location: FieldDefinition = { key: 'place', label: '位置', type: 'location' };
const answer = (codes: readonly string[], stopped: readonly string[] = []): FieldDefinition => ({
  key: 'answer',
  label: '结果',
  type: 'singleChoice',
  options: codes.map((code) => ({ code, label: code, status: stopped.includes(code) ? 'stopped' : 'active' })),
});
const rows = (fields: readonly FieldDefinition[]): FieldDefinition => ({
  key: 'items',
  label: '检查项',
  type: 'subform',
  fields,
});
const form = (...fields: FieldDefinition[]): FormDefinition => ({ ...buildForm(fields), name: '检查表' });

function changes(previous: FormDefinition, next: FormDefinition, records = 0, usages: readonly Usage[] = []) {
  const affected = affectedUsages(previous, next, usages);
  return plannedChanges(previous, next, planPublish(previous, next), { records, affected }).map(
    ({ kind, label, details, isDangerous }) => [kind, label, details?.['field'], isDangerous],
  );
}

test('a field of several columns is one line', () => {
  expect(changes(form(), form(location))).toEqual([['addField', '位置', 'place', false]]);
});

test('taking a field out is dangerous once there are records', () => {
  const before = form(text('note', '备注'), rows([text('what', '内容')]));
  const after = form(rows([]));
  expect(changes(before, after)).toEqual([
    ['retireField', '内容', 'items.what', false],
    ['retireField', '备注', 'note', false],
  ]);
  expect(changes(before, after, 1).map((one) => one[3])).toEqual([true, true]);
});

test('a field that becomes unique is told, for records may be in the way', () => {
  expect(changes(form(text('a', '编号')), form(text('a', '编号', { unique: true })), 3)).toEqual([
    ['makeUnique', '编号', 'a', true],
  ]);
});

const needs: Usage = { kind: 'module', name: '安全生产日报', field: 'items.answer', options: ['bad'], isNeeded: true };
const likes: Usage = { kind: 'report', name: '月报', field: 'note', isNeeded: false };
const published = form(text('note', '备注'), rows([answer(['good', 'bad'])]));

test.each([
  ['taken out', form(text('note', '备注'), rows([])), ['forms.field-needed']],
  ['given another type', form(text('note', '备注'), rows([text('answer', '结果')])), ['forms.field-type-needed']],
  [
    'left without an option',
    form(text('note', '备注'), rows([answer(['good', 'bad'], ['bad'])])),
    ['forms.option-needed'],
  ],
  ['renamed', form(text('note', '备注'), rows([{ ...answer(['good', 'bad']), label: '结论' }])), []],
  ['left without an option nobody needs', form(text('note', '备注'), rows([answer(['good', 'bad'], ['good'])])), []],
])('a needed field that is %s', (_what, next, codes) => {
  expect(usageProblems(published, next, [needs]).map(({ code }) => code)).toEqual(codes);
});

test('who could do without is told and does not stand in the way', () => {
  const next = form(rows([answer(['good', 'bad'])]));
  expect(usageProblems(published, next, [needs, likes])).toEqual([]);
  expect(affectedUsages(published, next, [needs, likes])).toEqual([likes]);
});

test('the whole form is needed as long as it is there', () => {
  const plan: Usage = { kind: 'plan', name: '每日巡检', isNeeded: true };
  expect(usageProblems(published, form(), [plan])).toEqual([]);
});

test('whatever is dangerous says what would be safer, in a sentence there is', () => {
  const before = form(text('note', '备注'), text('code', '编号'), rows([text('what', '内容')]));
  const after = form(text('code', '编号', { unique: true }));
  const plan = plannedChanges(before, after, planPublish(before, after), { records: 1, affected: [] });
  const dangerous = plan.filter(({ isDangerous }) => isDangerous);
  expect(dangerous.map(({ kind }) => kind)).toEqual(['retireField', 'retireSubform', 'makeUnique']);
  for (const { advice } of dangerous) expect(adviceMessages).toHaveProperty([advice ?? '']);
});

test('settings that became narrower are told one by one, once there are records', () => {
  const before = form(text('note', '备注'), rows([text('what', '内容', { maxLength: 50 })]));
  const after = form(
    text('note', '备注', { maxLength: 5, pattern: 'a*' }),
    rows([text('what', '内容', { maxLength: 9 })]),
  );
  const told = (records: number) =>
    plannedChanges(before, after, planPublish(before, after), { records, affected: [] });
  expect(told(0)).toEqual([]);
  expect(told(1).map(({ kind, label, details, advice }) => [kind, label, details, advice])).toEqual([
    ['narrowSetting', '备注', { field: 'note', setting: 'maxLength', from: '200', to: '5' }, 'forms.advice-narrow'],
    ['demandSetting', '备注', { field: 'note', setting: 'pattern' }, 'forms.advice-narrow'],
    [
      'narrowSetting',
      '内容',
      { field: 'items.what', setting: 'maxLength', from: '50', to: '9' },
      'forms.advice-narrow',
    ],
  ]);
});

test('a field that becomes required is told once there are records, new or not, with what is safer', () => {
  const when = { field: 'note', op: 'isNotEmpty' } as const;
  const before = form(text('note', '备注'), text('who', '人员', { required: true }), rows([text('what', '内容')]));
  const after = form(
    text('note', '备注', { required: true }),
    text('who', '人员'),
    rows([text('what', '内容', { required: true })]),
    text('weather', '天气', { required: true }),
    text('wind', '风力', { required: when }),
  );
  const told = (records: number) =>
    plannedChanges(before, after, planPublish(before, after), { records, affected: [] });
  const added = [
    ['addField', '天气', 'weather', undefined],
    ['addField', '风力', 'wind', undefined],
  ];
  const said = (records: number) =>
    told(records).map(({ kind, label, details, advice }) => [kind, label, details?.['field'], advice]);
  expect(said(0)).toEqual(added);
  expect(said(1)).toEqual([
    ...added,
    ['requireField', '备注', 'note', 'forms.advice-require'],
    ['requireField', '内容', 'items.what', 'forms.advice-require'],
    ['requireField', '天气', 'weather', 'forms.advice-require-new'],
    ['requireSometimes', '风力', 'wind', 'forms.advice-require-when'],
  ]);
  expect(told(1).filter(({ isDangerous }) => isDangerous)).toEqual([]);
  for (const { advice } of told(1).slice(added.length)) expect(adviceMessages).toHaveProperty([advice ?? '']);
});

test('a required field that comes back is told though it has a default: what was left empty stays empty', () => {
  const weather = text('weather', '天气', { required: true, default: { value: '晴' } });
  const before = form(text('note', '备注'));
  const after = form(text('note', '备注'), weather);
  const told = (retired: Parameters<typeof planPublish>[2]) =>
    plannedChanges(before, after, planPublish(before, after, retired), { records: 1, affected: [] }).map(
      ({ kind, advice }) => [kind, advice],
    );
  expect(told([])).toEqual([['addField', undefined]]);
  expect(told([{ field: weather }])).toEqual([
    ['restoreField', undefined],
    ['requireField', 'forms.advice-require'],
  ]);
});

test('a formula that compares a choice with none of its options is told with the options there are', () => {
  const sum: FieldDefinition = {
    key: 'sum',
    label: '异常数',
    type: 'formula',
    result: 'number',
    formula: 'COUNTIF({items.answer}, "bad")',
  };
  const sound = form(rows([answer(['good', 'bad'])]), sum);
  const renamed = form(rows([answer(['good', 'worse'])]), sum);
  const told = (next: FormDefinition) =>
    plannedChanges(null, next, planPublish(null, next), { records: 0, affected: [] });
  expect(told(sound).map(({ kind }) => kind)).toEqual(['createForm', 'addSubform']);
  expect(told(renamed).slice(2)).toMatchObject([
    {
      kind: 'strangeText',
      label: '异常数',
      details: { field: 'sum', choice: '结果', text: 'bad', options: 'good、worse' },
      isDangerous: true,
      advice: 'forms.advice-strange-text',
    },
  ]);
});
