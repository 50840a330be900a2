import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { expect, test } from 'vitest';
import { valueText } from './value-text.ts';

const situation = {
  context: { now: '', today: '', dictionaries: new Map() },
  names: { p1: '陈国强', p2: '李敏' },
};
const common = { key: 'a', label: 'a' };

test.each<[FieldDefinition, unknown, string]>([
  [{ ...common, type: 'text' }, '通道', '通道'],
  [{ ...common, type: 'text' }, null, ''],
  [{ ...common, type: 'number', unit: '米' }, 1234.5, '1,234.5米'],
  [{ ...common, type: 'money' }, 12800.5, '¥12,800.50'],
  [{ ...common, type: 'money', currency: 'USD' }, 3, 'US$3.00'],
  [{ ...common, type: 'percentage' }, 0.15, '15%'],
  [{ ...common, type: 'rating' }, 4, '4星，满分5星'],
  [{ ...common, type: 'dateTime' }, '2024-03-14T22:30:15.000Z', '2024-03-15 06:30'],
  [{ ...common, type: 'dateTime', precision: 'second' }, '2024-03-14T22:30:15.000Z', '2024-03-15 06:30:15'],
  [{ ...common, type: 'dateRange' }, { from: '2024-03-01', to: '2024-03-05' }, '2024-03-01 至 2024-03-05'],
  [{ ...common, type: 'dateRange' }, { from: '2024-03-01', to: null }, '2024-03-01 至 未定'],
  [{ ...common, type: 'yesNo', no: { label: '无异常' } }, false, '无异常'],
  [
    { ...common, type: 'multipleChoice', options: [{ code: 'a', label: '甲', status: 'stopped' }] },
    ['a', 'gone'],
    '甲、gone',
  ],
  [{ ...common, type: 'person' }, 'p1', '陈国强'],
  [{ ...common, type: 'people' }, ['p1', 'p2'], '陈国强、李敏'],
  [{ ...common, type: 'person' }, 'p9', '已选（名称暂不可见）'],
  [{ ...common, type: 'richText' }, '## 整改\n**立即**', '整改 立即'],
  [{ ...common, type: 'formula', formula: '1', result: 'number', display: 'percentage' }, 0.256, '25.6%'],
  [{ ...common, type: 'formula', formula: '1', result: 'boolean' }, false, '否'],
  [{ ...common, type: 'subform', fields: [] }, [{}, {}], '2行'],
  [{ ...common, type: 'photos' }, ['x'], '1个'],
])('%o with %o reads “%s”', (field, value, words) => {
  expect(valueText(field, value, situation)).toBe(words);
});
