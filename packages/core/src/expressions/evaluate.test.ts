import { describe, expect, test } from 'vitest';
import { type Condition, conditionOperators, fieldsOf } from './condition.ts';
import { compareText, compileCondition, evaluate } from './evaluate.ts';

const values = {
  answer: 'abnormal',
  note: '外墙脱落 🧱',
  count: 3,
  limit: 5,
  day: '2026-03-15',
  tags: ['fire', 'lift'],
  none: null,
  blank: '',
  nothing: [],
  flag: false,
};

describe('comparisons', () => {
  const cases: [Condition, boolean][] = [
    [{ field: 'answer', op: 'equals', value: 'abnormal' }, true],
    [{ field: 'answer', op: 'equals', value: 'Abnormal' }, false],
    [{ field: 'answer', op: 'notEquals', value: 'normal' }, true],
    [{ field: 'answer', op: 'in', value: ['normal', 'abnormal'] }, true],
    [{ field: 'answer', op: 'notIn', value: ['normal', 'abnormal'] }, false],
    [{ field: 'answer', op: 'in', value: [] }, false],
    [{ field: 'count', op: 'less', value: 3 }, false],
    [{ field: 'count', op: 'lessOrEqual', value: 3 }, true],
    [{ field: 'count', op: 'greater', value: 2.5 }, true],
    [{ field: 'count', op: 'greaterOrEqual', value: { field: 'limit' } }, false],
    [{ field: 'count', op: 'between', value: [3, { field: 'limit' }] }, true],
    [{ field: 'day', op: 'between', value: ['2026-03-01', '2026-03-15'] }, true],
    [{ field: 'note', op: 'contains', value: '脱落 🧱' }, true],
    [{ field: 'note', op: 'startsWith', value: '外墙' }, true],
    [{ field: 'note', op: 'startsWith', value: '' }, true],
    [{ field: 'tags', op: 'includes', value: 'lift' }, true],
    [{ field: 'tags', op: 'includes', value: 'lif' }, false],
    [{ field: 'flag', op: 'equals', value: false }, true],
  ];
  test.each(cases)('%j is %s', (condition, expected) => {
    expect(evaluate(condition, values)).toBe(expected);
  });

  test('values of different kinds never compare', () => {
    expect(evaluate({ field: 'count', op: 'equals', value: '3' }, values)).toBe(false);
    expect(evaluate({ field: 'count', op: 'less', value: '5' }, values)).toBe(false);
    expect(evaluate({ field: 'answer', op: 'contains', value: 5 }, values)).toBe(false);
  });
});

describe('nothing', () => {
  const absent = ['none', 'missing', 'toString', '__proto__'];
  const positive = conditionOperators.filter((op) => !['notEquals', 'notIn', 'isEmpty', 'isNotEmpty'].includes(op));

  test.each(absent)('%s compares false, also with null, and only the contraries are true', (field) => {
    for (const op of positive)
      for (const value of ['x', null, { field: 'none' }]) {
        const operand = op === 'in' ? [value] : op === 'between' ? [value, value] : value;
        expect(evaluate({ field, op, value: operand } as Condition, values), op).toBe(false);
      }
    expect(evaluate({ field, op: 'notEquals', value: 'x' }, values)).toBe(true);
    expect(evaluate({ field, op: 'notIn', value: ['x', null] }, values)).toBe(true);
  });

  test.each(['none', 'missing', 'blank', 'nothing'])('%s is empty', (field) => {
    expect(evaluate({ field, op: 'isEmpty' }, values)).toBe(true);
    expect(evaluate({ field, op: 'isNotEmpty' }, values)).toBe(false);
  });

  test.each(['count', 'flag', 'tags', 'answer'])('%s is not empty', (field) => {
    expect(evaluate({ field, op: 'isEmpty' }, values)).toBe(false);
  });
});

describe('joining', () => {
  const yes: Condition = { field: 'count', op: 'equals', value: 3 };
  const no: Condition = { field: 'count', op: 'equals', value: 4 };

  test('all of nothing holds, any of nothing does not', () => {
    expect(evaluate({ all: [] }, values)).toBe(true);
    expect(evaluate({ any: [] }, values)).toBe(false);
  });

  test('all, any and not mean what they say', () => {
    expect(evaluate({ all: [yes, { not: no }, { any: [no, yes] }] }, values)).toBe(true);
    expect(evaluate({ all: [yes, no] }, values)).toBe(false);
    expect(evaluate({ not: { field: 'none', op: 'equals', value: 1 } }, values)).toBe(true);
  });

  test('a row reaches its record, and no further than there is', () => {
    const condition: Condition = { field: '$parent.limit', op: 'greater', value: { field: 'count' } };
    expect(evaluate(condition, { count: 4 }, values)).toBe(true);
    expect(evaluate(condition, { count: 4 })).toBe(false);
    expect(compileCondition({ field: '$parent.$parent.a', op: 'isEmpty' })({ values: {}, parent: { values } })).toBe(
      true,
    );
  });

  test('the fields a condition reads are found, each once', () => {
    expect(
      fieldsOf({
        any: [
          { field: 'a', op: 'between', value: [{ field: 'b' }, 5] },
          {
            not: {
              all: [
                { field: 'a', op: 'isEmpty' },
                { field: '$parent.c', op: 'in', value: ['a'] },
              ],
            },
          },
          { field: 'd', op: 'less', value: { field: 'a' } },
        ],
      }),
    ).toEqual(['a', 'b', '$parent.c', 'd']);
  });
});

test('text orders by code point: an emoji comes after every Chinese and full-width sign', () => {
  expect(compareText('🧱', '！')).toBeGreaterThan(0);
  expect(compareText('！', '🧱')).toBeLessThan(0);
  expect(compareText('🧯', '🧱')).toBeLessThan(0);
  expect(compareText('外', '外墙')).toBeLessThan(0);
  expect(compareText('', '')).toBe(0);
});
