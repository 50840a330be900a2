import { adviceMessages } from '@anshao/core/forms/errors.ts';
import { expect, test } from 'vitest';
import '../sentences.ts';
import { changeSentence, saferWay } from './change-words.ts';

const change = { kind: 'retireField', label: '地点', table: 'form_a', isDangerous: true };

test('what is safer is said in the words of the catalogue, for every advice a plan can give', () => {
  for (const [advice, { zh }] of Object.entries(adviceMessages)) expect(saferWay({ ...change, advice })).toBe(zh);
  expect(saferWay({ ...change, isDangerous: false })).toBeUndefined();
});

test('a setting that became narrower is told with its word and both limits', () => {
  const narrowed = { kind: 'narrowSetting', label: '备注', table: 'form_a', isDangerous: false };
  const details = { field: 'note', setting: 'maxLength', from: '200', to: '5' };
  expect(changeSentence({ ...narrowed, details })).toBe('“备注”的最多字数从200改为5');
  expect(changeSentence({ ...narrowed, details: { ...details, from: '' } })).toBe('“备注”的最多字数从不限改为5');
  expect(changeSentence({ ...narrowed, kind: 'demandSetting', details: { setting: 'pattern' } })).toBe(
    '“备注”的格式规则有了新的要求',
  );
});
