import { expect, test } from 'vitest';
import type { Condition } from '../expressions/condition.ts';
import type { FieldDefinition } from './contract.ts';
import { newlyRequired } from './newly-required.ts';
import { buildForm } from './testing/build.ts';

const text = (key: string, more: object = {}): FieldDefinition => ({ key, label: key, type: 'text', ...more });
const rows = (fields: readonly FieldDefinition[], more: object = {}): FieldDefinition => ({
  key: 'items',
  label: '清单',
  type: 'subform',
  fields,
  ...more,
});
const told = (was: readonly FieldDefinition[], is: readonly FieldDefinition[], restored: readonly string[] = []) =>
  newlyRequired(buildForm([...was]), buildForm([...is]), new Set(restored)).map(
    ({ path, isConditional, wouldDefaultHelp }) =>
      [path, ...(isConditional ? ['when'] : []), ...(wouldDefaultHelp ? ['default'] : [])].join(' '),
  );

const rain: Condition = { field: 'weather', op: 'equals', value: '雨' };
const late: Condition = { field: 'day', op: 'greater', value: '2026-12-01' };
const becomes = (was: boolean | Condition | undefined, is: boolean | Condition | undefined) =>
  told([text('a', was === undefined ? {} : { required: was })], [text('a', is === undefined ? {} : { required: is })]);

test('whoever asks more than before is told', () => {
  expect(becomes(undefined, true)).toEqual(['a']);
  expect(becomes(false, true)).toEqual(['a']);
  expect(becomes(undefined, rain)).toEqual(['a when']);
  expect(becomes(rain, true)).toEqual(['a']);
  expect(becomes(rain, late)).toEqual(['a when']);
  expect(becomes({ all: [rain, late] }, rain)).toEqual(['a when']);
  expect(becomes(rain, { any: [rain, late] })).toEqual(['a when']);
});

test('what asks as much or less is not', () => {
  expect(becomes(true, true)).toEqual([]);
  expect(becomes(true, undefined)).toEqual([]);
  expect(becomes(true, rain)).toEqual([]);
  expect(becomes(rain, false)).toEqual([]);
  expect(becomes(rain, { ...rain })).toEqual([]);
  expect(becomes(rain, { all: [rain, late] })).toEqual([]);
  expect(becomes({ any: [rain, late] }, late)).toEqual([]);
});

test('a new field is told unless older records get its default', () => {
  expect(told([], [text('a', { required: true })])).toEqual(['a default']);
  expect(told([], [{ key: 'a', label: 'a', type: 'photos', required: true }])).toEqual(['a']);
  expect(told([], [text('a', { required: true, default: { value: '晴' } })])).toEqual([]);
  expect(told([], [text('a', { required: true, default: { formula: '{b}' } }), text('b')])).toEqual(['a']);
  expect(told([], [text('a', { required: true, default: { value: '晴' } })], ['a'])).toEqual(['a']);
  expect(told([text('a')], [text('a', { required: true, default: { value: '晴' } })])).toEqual(['a']);
});

test('what the system sets nobody misses', () => {
  expect(told([], [{ key: 'a', label: 'a', type: 'dateTime', stamp: 'created', required: true }])).toEqual([]);
});

test('rows are asked for where older records have some: not in a new list, unless it brings them along', () => {
  const required = text('what', { required: true });
  expect(told([rows([text('what')])], [rows([required])])).toEqual(['items.what']);
  expect(told([], [rows([required])])).toEqual([]);
  expect(told([], [rows([required], { required: true })])).toEqual(['items']);
  expect(told([], [rows([required], { minRows: 1 })])).toEqual(['items']);
  expect(told([rows([text('what')])], [rows([text('what')], { minRows: 1 })])).toEqual([]);

  const drawn = { rows: [{ id: '00000000-0000-4000-8000-000000000001', values: { what: '消防栓' } }] };
  const answer = text('answer', { required: true });
  expect(told([], [rows([required, answer], { rowsFrom: drawn, required: true })])).toEqual(['items.answer default']);
  expect(told([], [rows([required, answer], { rowsFrom: { ...drawn, open: true } })])).toEqual([
    'items.what default',
    'items.answer default',
  ]);
  const entries = { dictionary: 'spots', keyField: 'what' };
  expect(told([], [rows([required, answer], { rowsFrom: entries })])).toEqual(['items.answer default']);
});
