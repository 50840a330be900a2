import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { expect, test } from 'vitest';
import { askedOf, filterNamesOf, readSort, turnedSort } from './record-query.ts';

const form: FormDefinition = {
  id: '01900000-0000-7000-8000-000000000001',
  key: 'check',
  name: '检查',
  fields: [
    { type: 'text', key: 'title', label: '标题' },
    { type: 'multipleChoice', key: 'kinds', label: '种类', options: [{ code: 'a', label: '甲', status: 'active' }] },
    { type: 'lookup', key: 'owner', label: '责任人', link: 'point', field: 'keeper', result: 'text' },
    { type: 'subform', key: 'items', label: '明细', fields: [{ type: 'text', key: 'what', label: '内容' }] },
  ],
};

test('fields with a value of their own can be asked about; what is looked up and rows cannot', () => {
  expect(filterNamesOf(form)).toEqual(['q', 'community', 'f.$createdAt', 'f.title', 'f.kinds']);
});

test('filters in the address become one condition; what no filter wrote asks nothing', () => {
  expect(askedOf(form, { 'f.title': '~灭火器', 'f.kinds': '=a,b', 'f.owner': '~x', q: '三栋' }, undefined)).toEqual({
    q: '三栋',
    where: {
      all: [
        { field: 'title', op: 'contains', value: '灭火器' },
        {
          any: [
            { field: 'kinds', op: 'includes', value: 'a' },
            { field: 'kinds', op: 'includes', value: 'b' },
          ],
        },
      ],
    },
  });
  expect(askedOf(form, { 'f.title': 'nonsense', 'f.$createdAt': 'x..y' }, undefined)).toEqual({});
});

test('a column orders up, then down, then not; only what has an order does', () => {
  expect([undefined, 'title:up', 'title:down'].map((text) => turnedSort(readSort(form, text), 'title'))).toEqual([
    'title:up',
    'title:down',
    undefined,
  ]);
  for (const text of ['kinds:up', 'owner:up', 'nothing:up', 'title:sideways'])
    expect(readSort(form, text)).toBeUndefined();
  expect(readSort(form, 'createdAt:down')).toEqual({ by: 'createdAt', direction: 'down' });
});
