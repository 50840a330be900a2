import type { CascadeOption } from '@anshao/core/forms/types/cascade.ts';
import { expect, test } from 'vitest';
import { readTree, treeText } from './tree-text.ts';

const tree: CascadeOption[] = [
  {
    code: 'fire',
    label: '消防安全',
    status: 'active',
    tone: 'danger',
    children: [
      { code: 'lane', label: '消防车通道占用', status: 'active' },
      { code: 'door', label: '防火门', status: 'stopped' },
    ],
  },
  { code: 'order', label: '公共秩序', status: 'active' },
];

test('a tree comes back as it was written', () => {
  expect(treeText(tree)).toBe('消防安全\n  消防车通道占用\n  防火门\n公共秩序');
  expect(readTree(treeText(tree), tree)).toEqual(tree);
});

test('new lines get codes of their own, known ones keep theirs with colour and state', () => {
  const next = readTree('消防安全\n  防火门\n  灭火器\n设施设备', tree);
  expect(next).toEqual([
    {
      code: 'fire',
      label: '消防安全',
      status: 'active',
      tone: 'danger',
      children: [
        { code: 'door', label: '防火门', status: 'stopped' },
        { code: '5', label: '灭火器', status: 'active' },
      ],
    },
    { code: '6', label: '设施设备', status: 'active' },
  ]);
});

test('lines deeper than four levels stand on the fourth', () => {
  const [a] = readTree('a\n b\n  c\n   d\n    e', []);
  expect(treeText([a as CascadeOption])).toBe('a\n  b\n    c\n      d\n      e');
});
