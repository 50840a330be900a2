import { compileForm } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import { formulaRuns } from '@anshao/core/forms/formulas.ts';
import { describe, expect, test, vi } from 'vitest';
import { createFormStore, type FormInputs } from './form-store.ts';

const context: FormContext = { now: '2024-03-15T00:00:00.000Z', today: '2024-03-15', dictionaries: new Map() };
const option = (code: string) => ({ code, label: code, status: 'active' as const });

const fields: FieldDefinition[] = [
  { key: 'title', type: 'text', label: '标题', required: true },
  { key: 'isSafe', type: 'yesNo', label: '安全' },
  {
    key: 'reason',
    type: 'text',
    label: '原因',
    required: true,
    visible: { field: 'isSafe', op: 'equals', value: false },
  },
  { key: 'day', type: 'date', label: '日期', default: { from: 'today' } },
  {
    key: 'checks',
    type: 'subform',
    label: '检查项',
    fields: [
      { key: 'item', type: 'text', label: '内容', readOnly: true },
      { key: 'answer', type: 'singleChoice', label: '结果', required: true, options: [option('ok'), option('bad')] },
      { key: 'photo', type: 'photos', label: '拍照', visible: { field: 'answer', op: 'equals', value: 'bad' } },
    ],
    rowsFrom: {
      rows: [
        { id: '00000000-0000-7000-8000-000000000001', values: { item: '通道' } },
        { id: '00000000-0000-7000-8000-000000000002', values: { item: '灭火器' } },
      ],
    },
  },
];

function open(values: FormValues = {}, more: Partial<FormInputs> = {}) {
  const form = compileForm({ id: '', key: 'form', name: '表单', fields });
  const changed = vi.fn<(values: FormValues) => void>();
  const store = createFormStore(form, { values, context, ...more }, changed);
  const field = (key: string) => form.fields.byKey.get(key)!;
  const state = (key: string) => store.stateOf(store.root, field(key));
  const row = (index: number) => store.rowPlace(store.root, field('checks'), index);
  const cell = (index: number, key: string) => store.stateOf(row(index), row(index).fields.byKey.get(key)!);
  return { store, changed, field, state, row, cell };
}

test('a field shows its default until something is entered, and the entered words as they were typed', () => {
  const { store, state, changed } = open();
  expect(state('day').value).toBe('2024-03-15');
  store.set(store.root, 'title', ' 通道 ');
  expect(state('title').value).toBe(' 通道 ');
  expect(changed).toHaveBeenLastCalledWith({ title: ' 通道 ' });
  expect(store.prepared().values.title).toBe('通道');
});

test('a field appears and is demanded as soon as its condition holds', () => {
  const { store, state } = open();
  expect(state('reason').isVisible).toBe(false);
  store.set(store.root, 'isSafe', false);
  expect(state('reason')).toMatchObject({ isVisible: true, isRequired: true });
});

test('a field whose state is the same keeps its object, so that it is not drawn again', () => {
  const { store, state } = open();
  const before = { title: state('title'), day: state('day') };
  store.set(store.root, 'title', 'a');
  expect(state('day')).toBe(before.day);
  expect(state('title')).not.toBe(before.title);
});

test('changing a preloaded row makes it the person’s own and leaves its read-only words to the form', () => {
  const { store, cell, row, changed } = open();
  expect(cell(1, 'item').value).toBe('灭火器');
  store.set(row(1), 'answer', 'bad');
  expect(changed).toHaveBeenLastCalledWith({
    checks: [
      { _id: '00000000-0000-7000-8000-000000000001' },
      { _id: '00000000-0000-7000-8000-000000000002', answer: 'bad' },
    ],
  });
  expect(cell(1, 'item').value).toBe('灭火器');
  expect(cell(1, 'photo').isVisible).toBe(true);
  expect(cell(0, 'photo').isVisible).toBe(false);
});

test('what is missing is told only after a try to send', () => {
  const { store, state } = open();
  store.touch(store.root, 'title');
  expect(state('title').problem).toBeUndefined();
  store.take({ values: {}, context, showsAll: true });
  expect(state('title').problem?.code).toBe('forms.required');
  expect(store.told().map(({ path }) => path)).toEqual(['title', 'checks[0].answer', 'checks[1].answer']);
  expect(store.countBelow('checks')).toBe(2);
  expect(store.countBelow('checks[1]')).toBe(1);
});

test('what is wrong is told once the field was left', () => {
  const { store, state } = open({ day: '2024-02-31' });
  expect(state('day').problem).toBeUndefined();
  store.touch(store.root, 'day');
  expect(state('day').problem?.code).toBe('forms.wrong-type');
});

test('a problem told by the server goes when its value changes, and only that one', () => {
  const values = { title: '一', day: '2024-03-14' };
  const problems = [
    { path: 'title', code: 'forms.repeated' },
    { path: 'day', code: 'forms.too-early' },
  ];
  const { store, state } = open(values, { problems });
  expect(state('title').problem?.code).toBe('forms.repeated');
  store.set(store.root, 'title', '二');
  expect(state('title').problem).toBeUndefined();
  expect(state('day').problem?.code).toBe('forms.too-early');
});

test('a form to read changes nothing, and neither do rows of a field that is fixed', () => {
  const whole = open({}, { readOnly: true });
  expect(whole.state('title').isReadOnly).toBe(true);
  const part = open({}, { fixed: new Set(['checks']) });
  expect(part.state('title').isReadOnly).toBe(false);
  expect(part.cell(0, 'answer').isReadOnly).toBe(true);
});

test('the name of a fixed field does not fix a field of the same name inside rows', () => {
  const { cell } = open({}, { fixed: new Set(['answer']) });
  expect(cell(0, 'answer').isReadOnly).toBe(false);
});

test('filling several fields at once tells one change', () => {
  const { store, changed } = open();
  store.fill(store.root, { title: '一', isSafe: true });
  expect(changed).toHaveBeenCalledOnce();
  expect(changed).toHaveBeenCalledWith({ title: '一', isSafe: true });
});

test('what the page hands in again does not undo what was entered meanwhile', () => {
  const values = {};
  const { store, state } = open(values);
  store.set(store.root, 'title', '通道');
  store.take({ values, context, showsAll: true });
  expect(state('title').value).toBe('通道');
  store.take({ values: { title: '另一份' }, context, showsAll: true });
  expect(state('title').value).toBe('另一份');
});

describe('what is looked up in a linked record', () => {
  const form = compileForm(
    {
      id: '',
      key: 'form',
      name: '表单',
      fields: [
        { key: 'point', type: 'linkedRecord', label: '点位', form: 'points' },
        { key: 'floor', type: 'lookup', label: '楼层', link: 'point', field: 'floor', result: 'number' },
        { key: 'isHigh', type: 'formula', label: '高层', formula: 'IF({floor}>2,"高","低")', result: 'text' },
      ],
    },
    formulaRuns,
  );
  const [one, other] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
  const openWith = (previous?: FormValues) => {
    const around = previous ? { ...context, previous } : context;
    const store = createFormStore(form, { values: {}, context: around }, () => undefined);
    const shown = (key: string) => store.stateOf(store.root, form.fields.byKey.get(key)!).value;
    return { store, shown };
  };

  test('is shown and reckoned with as soon as the record is chosen, as far as it was told', () => {
    const { store, shown } = openWith();
    expect(shown('floor')).toBeNull();
    store.fill(store.root, { point: one, floor: 3 });
    expect([shown('floor'), shown('isHigh')]).toEqual([3, '高']);
    store.fill(store.root, { point: other, floor: null });
    expect(shown('floor')).toBeNull();
    store.set(store.root, 'point', one);
    expect(shown('floor')).toBeUndefined();
    store.set(store.root, 'point', null);
    expect(shown('floor')).toBeNull();
  });

  test('is that of the stored record only beside the link that was stored', () => {
    const { store, shown } = openWith({ point: one, floor: 5, isHigh: '高' });
    expect([shown('floor'), shown('isHigh')]).toEqual([5, '高']);
    store.set(store.root, 'point', other);
    expect([shown('floor'), shown('isHigh')]).toEqual([undefined, '低']);
    store.fill(store.root, { point: other, floor: 1 });
    expect([shown('floor'), shown('isHigh')]).toEqual([1, '低']);
    store.set(store.root, 'point', one);
    expect(shown('floor')).toBe(5);
  });
});

test('of a thousand rows a change touches one, and what is missing in each is found', () => {
  const items: FieldDefinition = {
    key: 'items',
    type: 'subform',
    label: '明细',
    maxRows: 1000,
    fields: [
      { key: 'what', type: 'text', label: '内容', required: true },
      { key: 'note', type: 'text', label: '备注' },
    ],
  };
  const form = compileForm({ id: '', key: 'form', name: '表单', fields: [items] });
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    _id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    note: `第 ${index} 行`,
  }));
  const changed = vi.fn<(values: FormValues) => void>();
  const store = createFormStore(form, { values: { items: rows }, context }, changed);
  const list = form.fields.byKey.get('items')!;
  const cell = (index: number, key: string) => {
    const at = store.rowPlace(store.root, list, index);
    return store.stateOf(at, at.fields.byKey.get(key)!);
  };
  const before = [0, 499, 999].map((index) => cell(index, 'note'));

  const at = store.rowPlace(store.root, list, 500);
  store.set(at, 'what', '灭火器');

  expect(changed).toHaveBeenCalledTimes(1);
  expect([0, 499, 999].map((index) => cell(index, 'note'))).toEqual(before);
  for (const [position, index] of [0, 499, 999].entries()) expect(cell(index, 'note')).toBe(before[position]);
  const { problems, values } = store.prepared();
  expect(problems).toHaveLength(999);
  expect(problems.at(-1)).toEqual({ path: 'items[999].what', code: 'forms.required' });
  expect((values['items'] as FormValues[])[500]).toMatchObject({ what: '灭火器', note: '第 500 行' });
});
