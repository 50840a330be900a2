import { checkCondition } from '@anshao/core/expressions/check-condition.ts';
import type { Condition } from '@anshao/core/expressions/condition.ts';
import { compileCondition } from '@anshao/core/expressions/evaluate.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { sampleForm } from '@anshao/core/forms/design/testing/any-command.ts';
import { expect, test } from 'vitest';
import {
  type Askable,
  askableAmong,
  askableIn,
  choicesOf,
  comparableWith,
  fromOuterGroup,
  isChoice,
  namedBy,
  operatorsOf,
  outerGroup,
  usualComparison,
  withOperator,
} from './condition-draft.ts';

const kindOf = (all: readonly Askable[]) => (name: string) => all.find((one) => one.name === name)?.kind;

test('rows may ask for their own fields and for those of the record around them', () => {
  expect(askableIn(sampleForm, 'items').map(({ name, isAround }) => [name, isAround])).toEqual([
    ['score', false],
    ['note', false],
    ['$parent.place', true],
    ['$parent.level', true],
    ['$parent.note', true],
    ['$parent.items', true],
    ['$parent.day', true],
    ['$parent.who', true],
  ]);
  expect(askableIn(sampleForm, '', 'level').some(({ name }) => name === 'level')).toBe(false);
});

test('what a fresh comparison asks is a sound question of any field', () => {
  const all = askableIn(sampleForm, 'items');
  for (const askable of all) expect(checkCondition(usualComparison(askable), kindOf(all))).toEqual([]);
});

test('every operator that is offered gives a comparison of the right shape', () => {
  const all = askableIn(sampleForm, 'items');
  for (const askable of all)
    for (const op of operatorsOf(askable)) {
      const codes = checkCondition(withOperator(usualComparison(askable), op, askable), kindOf(all)).map(
        ({ code }) => code,
      );
      // A day or a person still has to be picked; nothing else is missing.
      expect(codes.filter((code) => code !== 'expressions.wrong-value')).toEqual([]);
    }
});

test('a condition comes out of the builder meaning what it meant', () => {
  const conditions: Condition[] = [
    { field: 'a', op: 'equals', value: 1 },
    { all: [{ field: 'a', op: 'equals', value: 1 }, { any: [{ field: 'b', op: 'equals', value: 1 }] }] },
    {
      any: [
        { field: 'a', op: 'equals', value: 1 },
        { field: 'b', op: 'equals', value: 1 },
      ],
    },
    { not: { field: 'a', op: 'equals', value: 1 } },
    {
      not: {
        all: [
          { field: 'a', op: 'equals', value: 1 },
          { field: 'b', op: 'equals', value: 1 },
        ],
      },
    },
    { formula: '{a}=1' },
  ];
  for (const condition of conditions) {
    const after = fromOuterGroup(outerGroup(condition)) as Condition;
    if ('formula' in condition) expect(after).toEqual(condition);
    else
      for (const values of [{ a: 1, b: 1 }, { a: 1 }, { b: 1 }, {}])
        expect(compileCondition(after)({ values })).toBe(compileCondition(condition)({ values }));
  }
  expect(fromOuterGroup(outerGroup(undefined))).toBeUndefined();
});

test('ids are picked by name and codes by their words: neither is typed, whatever holds them', () => {
  const option = { code: 'fire', label: '消防', status: 'active' } as const;
  const lane = { code: 'lane', label: '通道', status: 'active' } as const;
  const fields: FieldDefinition[] = [
    { key: 'a', label: 'a', type: 'person' },
    { key: 'b', label: 'b', type: 'people' },
    { key: 'c', label: 'c', type: 'department' },
    { key: 'd', label: 'd', type: 'community' },
    { key: 'e', label: 'e', type: 'linkedRecord', form: 'point' },
    { key: 'f', label: 'f', type: 'linkedRecords', form: 'point' },
    { key: 'g', label: 'g', type: 'backLinks', form: 'patrol', field: 'e' },
    { key: 'h', label: 'h', type: 'recordInfo', what: 'createdBy' },
    { key: 'i', label: 'i', type: 'singleChoice', dictionary: 'kinds' },
    { key: 'j', label: 'j', type: 'multipleChoice', dictionary: 'kinds' },
    { key: 'k', label: 'k', type: 'cascade', options: [{ ...option, children: [lane] }] },
  ];
  const askable = askableAmong(fields, '');
  const point = { of: 'record', form: 'point' };
  expect(askable.map((one) => (isChoice(one.field) ? 'codes' : namedBy(one)))).toEqual([
    { of: 'person' },
    { of: 'person' },
    { of: 'department' },
    { of: 'community' },
    point,
    point,
    { of: 'record', form: 'patrol' },
    { of: 'person' },
    'codes',
    'codes',
    'codes',
  ]);
  const others = (name: string) =>
    comparableWith(askable.find((one) => one.name === name) as Askable, askable).map((one) => one.name);
  expect([others('b'), others('f'), others('c')]).toEqual([['a', 'h'], ['e'], []]);
  const cascade = askable.at(-1) as Askable;
  expect(choicesOf(cascade)?.map(({ label }) => label)).toEqual(['消防', '消防 / 通道']);
  expect(usualComparison(cascade)).toEqual({ field: 'k', op: 'includes', value: 'fire' });
});
