import { adviceMessages } from '@anshao/core/forms/errors.ts';
import { expect, test } from 'vitest';
import '../sentences.ts';
import { saferWay } from './change-words.ts';

const change = { kind: 'retireField', label: '地点', table: 'form_a', isDangerous: true };

test('what is safer is said in the words of the catalogue, for every advice a plan can give', () => {
  for (const [advice, { zh }] of Object.entries(adviceMessages)) expect(saferWay({ ...change, advice })).toBe(zh);
  expect(saferWay({ ...change, isDangerous: false })).toBeUndefined();
});
