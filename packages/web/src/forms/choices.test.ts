import type { DictionaryEntry, FieldOf } from '@anshao/core/forms/contract.ts';
import type { CascadeOption } from '@anshao/core/forms/types/cascade.ts';
import { expect, test } from 'vitest';
import { allOptions, cascadeTree, choosable, matching, optionsOf } from './choices.ts';

const option = (code: string, label: string, status: 'active' | 'stopped' = 'active') => ({ code, label, status });

test('a stopped option is offered only where it is already chosen', () => {
  const field: FieldOf<'singleChoice'> = {
    key: 'a',
    label: 'a',
    type: 'singleChoice',
    options: [option('x', '一'), option('y', '二', 'stopped')],
  };
  const context = { now: '', today: '', dictionaries: new Map() };
  expect(optionsOf(field, context, []).map(({ code }) => code)).toEqual(['x']);
  expect(optionsOf(field, context, ['y']).map(({ code }) => code)).toEqual(['x', 'y']);
});

test('all words typed must be in an option, and those that begin with the first come first', () => {
  const options = [option('1', '地下室灭火器'), option('2', '灭火器 一层'), option('3', '消火栓')];
  expect(matching(options, '灭火器').map(({ code }) => code)).toEqual(['2', '1']);
  expect(matching(options, '灭火器 一层').map(({ code }) => code)).toEqual(['2']);
  expect(matching(options, '  ')).toBe(options);
});

test('entries of a dictionary stand below the parents they name', () => {
  const entries = new Map<string, DictionaryEntry>([
    ['fire', option('fire', '消防')],
    ['lane', { ...option('lane', '通道'), parent: 'fire' }],
    ['lift', option('lift', '电梯')],
  ]);
  const field: FieldOf<'cascade'> = { key: 'a', label: 'a', type: 'cascade', dictionary: 'kinds' };
  const tree = cascadeTree(field, { dictionaries: new Map([['kinds', entries]]) });
  expect(tree.map(({ code, children }) => [code, children?.map((child) => child.code)])).toEqual([
    ['fire', ['lane']],
    ['lift', []],
  ]);
});

test('every branch of a cascade can be asked for, under the words of its whole way', () => {
  const lane = { ...option('lane', '通道', 'stopped'), children: [option('exit', '出口')] };
  const field: FieldOf<'cascade'> = {
    key: 'a',
    label: 'a',
    type: 'cascade',
    options: [{ ...option('fire', '消防'), children: [lane] }],
  };
  expect(allOptions(field, { dictionaries: new Map() })).toEqual([
    option('fire', '消防'),
    option('lane', '消防 / 通道', 'stopped'),
    option('exit', '消防 / 通道 / 出口'),
  ]);
});

test('a stopped branch stays where it is chosen, and only along the chosen path', () => {
  const tree: CascadeOption[] = [
    { ...option('a', '甲'), children: [option('a1', '一', 'stopped'), option('a2', '二')] },
    { ...option('b', '乙', 'stopped'), children: [option('b1', '一')] },
  ];
  const codes = (chosen: string[]) =>
    choosable(tree, chosen).map(({ code, children }) => [code, (children ?? []).map((one) => one.code)]);
  expect(codes([])).toEqual([['a', ['a2']]]);
  expect(codes(['a', 'a1'])).toEqual([['a', ['a1', 'a2']]]);
  expect(codes(['b', 'b1'])).toEqual([
    ['a', ['a2']],
    ['b', ['b1']],
  ]);
});
