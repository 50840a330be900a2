import { startingOptions } from '@anshao/core/forms/choices.ts';
import { expect, test } from 'vitest';
import { areStarting, pastedOptions } from './pasted-options.ts';

test('each line is an option with a code of its own; what is there already is passed over', () => {
  const there = [{ code: '1', label: '重大', status: 'active' as const }];
  expect(pastedOptions('重大\n较大\n\n  一般 \n较大', there)).toEqual([
    { code: '2', label: '较大', status: 'active' },
    { code: '3', label: '一般', status: 'active' },
  ]);
});

test('cells copied from a sheet bring code and score, and a code that is taken is replaced', () => {
  expect(pastedOptions('好\tgood\t10\r\n差\tgood\t0\r\n无\t\tx', [])).toEqual([
    { code: 'good', label: '好', status: 'active', score: 10 },
    { code: '2', label: '差', status: 'active', score: 0 },
    { code: '3', label: '无', status: 'active' },
  ]);
});

test('the options a field begins with are known as such until one is renamed, coloured, added or taken away', () => {
  const [one, two] = startingOptions();
  if (!one || !two) throw new Error('A choice begins with two options');
  expect(areStarting([one, two])).toBe(true);
  expect(areStarting([{ ...one, label: '好' }, two])).toBe(false);
  expect(areStarting([one, { ...two, tone: 'danger' }])).toBe(false);
  expect(areStarting([one])).toBe(false);
  expect(areStarting([one, two, { ...two, code: '3' }])).toBe(false);
});
