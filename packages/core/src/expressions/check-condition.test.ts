import { describe, expect, test } from 'vitest';
import { checkCondition, conditionLimits } from './check-condition.ts';
import type { ValueKind } from './condition.ts';

const kinds: Record<string, ValueKind> = {
  t: 'text',
  n: 'number',
  d: 'date',
  m: 'dateTime',
  i: 'id',
  tags: 'texts',
  ids: 'ids',
  place: 'opaque',
  b: 'boolean',
};
const kindOf = (path: string) => (Object.hasOwn(kinds, path) ? kinds[path] : undefined);
const check = (condition: unknown) => checkCondition(condition, kindOf);
const wrongValue = (field: string, path = 'value') => [{ path, code: 'expressions.wrong-value', details: { field } }];

describe('a condition', () => {
  test.each([
    { field: 't', op: 'contains', value: '墙' },
    { field: 'n', op: 'between', value: [1, { field: 'n' }] },
    { field: 'd', op: 'less', value: '2024-02-29' },
    { field: 'm', op: 'greater', value: '2024-02-29T00:00:00.000Z' },
    { field: 'i', op: 'in', value: ['0190a1b2-0000-7000-8000-000000000001'] },
    { field: 'tags', op: 'includes', value: { field: 't' } },
    { field: 'place', op: 'isNotEmpty' },
    { field: 'b', op: 'equals', value: true },
    { all: [{ any: [] }, { not: { all: [] } }] },
  ])('%j is sound', (condition) => {
    expect(check(condition)).toEqual([]);
  });

  test.each([
    null,
    5,
    'x',
    [],
    {},
    { all: {} },
    { all: [], any: [] },
    { not: null },
    { field: 't' },
    { field: 't', op: 'like', value: 'x' },
    { field: 't', op: 'equals' },
    { field: 't', op: 'isEmpty', value: 1 },
    { field: 't', op: 'in', value: 'x' },
    { field: 'n', op: 'between', value: [1] },
    { field: 't; drop', op: 'isEmpty' },
    { field: '__proto__', op: 'isEmpty' },
  ])('%j is malformed', (condition) => {
    expect(check(condition)).toEqual([{ path: '', code: 'expressions.malformed' }]);
  });

  test('names every problem at its place', () => {
    expect(
      check({
        all: [
          { field: 'gone', op: 'isEmpty' },
          {
            any: [
              { field: 'n', op: 'contains', value: 'x' },
              { field: 'n', op: 'in', value: [1, 'x', null] },
            ],
          },
          { not: { field: 'd', op: 'between', value: ['2026-02-30', { field: 'gone' }] } },
        ],
      }),
    ).toEqual([
      { path: 'all[0].field', code: 'expressions.unknown-field', details: { field: 'gone' } },
      { path: 'all[1].any[0].op', code: 'expressions.wrong-operator', details: { field: 'n' } },
      ...wrongValue('n', 'all[1].any[1].value[1]'),
      ...wrongValue('n', 'all[1].any[1].value[2]'),
      ...wrongValue('d', 'all[2].not.value[0]'),
      { path: 'all[2].not.value[1]', code: 'expressions.unknown-field', details: { field: 'gone' } },
    ]);
  });

  test.each([
    ['t', null],
    ['t', 5],
    ['t', 'a\0b'],
    ['t', '\ud83e'],
    ['n', '5'],
    ['d', '2024-2-1'],
    ['m', '2024-02-29T08:00:00+08:00'],
    ['i', 'nobody'],
    ['n', { field: 't' }],
  ])('%s cannot be compared with %j', (field, value) => {
    expect(check({ field, op: 'equals', value })).toEqual(wrongValue(field));
  });

  test('has a limit in depth and in size', () => {
    let deep: unknown = { field: 't', op: 'isEmpty' };
    for (let depth = 0; depth < 1_000_000; depth++) deep = { not: deep };
    expect(check(deep)).toEqual([{ path: '', code: 'expressions.too-large' }]);
    const many = Array(conditionLimits.comparisons + 1).fill({ field: 't', op: 'isEmpty' });
    expect(check({ any: many })).toEqual([{ path: '', code: 'expressions.too-large' }]);
    expect(check({ any: many.slice(1) })).toEqual([]);
  });
});
