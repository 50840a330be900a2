import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { expect, test } from 'vitest';
import { goalsOf, nextFill, sourcesFor, withSource } from './fill-choices.ts';

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

test('a pair is proposed by name, then what is left, each field once', () => {
  const first = nextFill(there, here, []);
  expect(first).toEqual({ from: 'where', to: 'place' });
  const second = nextFill(there, here, [{ from: 'where', to: 'place' }]);
  expect(second).toEqual({ from: 'code', to: 'note' });
  const all = ['place', 'note', 'level'].map((to) => ({ from: 'where', to }));
  expect(nextFill(there, here, all)).toBeUndefined();
});

test('another source keeps the goal while it fits, and takes the first that does otherwise', () => {
  expect(withSource({ from: 'where', to: 'place' }, 'code', there, here)).toEqual({ from: 'code', to: 'place' });
  expect(withSource({ from: 'where', to: 'place' }, 'depth', there, here)).toEqual({ from: 'depth', to: 'level' });
});
