import { compileForm } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import { expect, test, vi } from 'vitest';
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

test('a looked-up value of the stored record is not shown beside another one that was linked', () => {
  const form = compileForm({
    id: '',
    key: 'form',
    name: '表单',
    fields: [
      { key: 'point', type: 'linkedRecord', label: '点位', form: 'points' },
      { key: 'floor', type: 'lookup', label: '楼层', link: 'point', field: 'floor', result: 'text' },
    ],
  });
  const [one, other] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
  const previous = { point: one, floor: '地下一层' };
  const store = createFormStore(form, { values: {}, context: { ...context, previous } }, () => undefined);
  const floor = () => store.stateOf(store.root, form.fields.byKey.get('floor')!).value;
  expect(floor()).toBe('地下一层');
  store.set(store.root, 'point', other);
  expect(floor()).toBeNull();
  store.fill(store.root, { point: other, floor: '三层' });
  expect(floor()).toBe('三层');
});
