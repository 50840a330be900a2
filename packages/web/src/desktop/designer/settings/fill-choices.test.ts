import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { expect, test } from 'vitest';
import { goalsOf, newFill, openGoals, sourcesFor, withSource } from './fill-choices.ts';

const field = (key: string, type: string, label: string, more: object = {}) =>
  ({ key, type, label, ...more }) as FieldDefinition;
const keys = (fields: readonly FieldDefinition[]) => fields.map(({ key }) => key);

const there = [
  field('code', 'serial', '编号', { pattern: '{0000}' }),
  field('where', 'text', '位置'),
  field('depth', 'number', '深度'),
  field('photos', 'photos', '照片'),
];
const here = [
  field('number', 'serial', '编号', { pattern: '{0000}' }),
  field('at', 'dateTime', '时间', { stamp: 'created' }),
  field('note', 'text', '备注'),
  field('place', 'text', '位置'),
  field('level', 'integer', '水深'),
];

test('only what a person may write is offered, and only for what it can take', () => {
  expect(keys(goalsOf('where', there, here))).toEqual(['note', 'place']);
  expect(keys(goalsOf('code', there, here))).toEqual(['note', 'place']);
  expect(keys(goalsOf('depth', there, here))).toEqual(['level']);
  expect(keys(sourcesFor(there, here))).toEqual(['code', 'where', 'depth']);
});

test('a pair begins with neither side chosen, and each side may be chosen first', () => {
  expect(newFill).toEqual({ from: 'unset', to: 'unset' });
  expect(keys(goalsOf('unset', there, here))).toEqual(['note', 'place', 'level']);
  expect(keys(openGoals(here, [{ from: 'where', to: 'place' }, newFill]))).toEqual(['number', 'at', 'note', 'level']);
});

test('the field here is only ever chosen for somebody where it has the same name', () => {
  expect(withSource(newFill, 'where', there, here)).toEqual({ from: 'where', to: 'place' });
  expect(withSource(newFill, 'code', there, here)).toEqual({ from: 'code', to: 'unset' });
  const open = openGoals(here, [{ from: 'code', to: 'place' }]);
  expect(withSource(newFill, 'where', there, open)).toEqual({ from: 'where', to: 'unset' });
});

test('another source keeps the goal while it fits, and asks for one otherwise', () => {
  expect(withSource({ from: 'unset', to: 'note' }, 'where', there, here)).toEqual({ from: 'where', to: 'note' });
  expect(withSource({ from: 'where', to: 'place' }, 'code', there, here)).toEqual({ from: 'code', to: 'place' });
  expect(withSource({ from: 'where', to: 'place' }, 'depth', there, here)).toEqual({ from: 'depth', to: 'unset' });
});
