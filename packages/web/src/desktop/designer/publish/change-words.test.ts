import { adviceMessages } from '@anshao/core/forms/errors.ts';
import { expect, test } from 'vitest';
import '../sentences.ts';
import { changeSentence, concernOf, saferWay } from './change-words.ts';

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

test('what older data must have from now on is told as such, neither in red nor as harmless', () => {
  const weather = { label: '天气', table: 'form_a', details: { field: 'weather' }, isDangerous: false };
  const added = { ...weather, kind: 'addField' };
  const required = { ...weather, kind: 'requireField', advice: 'forms.advice-require-new' };
  expect(changeSentence(required)).toBe('“天气”为必填：修改旧数据时也要填写');
  expect(changeSentence({ ...required, kind: 'requireSometimes' })).toBe(
    '“天气”有条件必填：符合条件的，修改旧数据时也要填写',
  );
  expect([added, required, change].map(concernOf)).toEqual(['harmless', 'careful', 'dangerous']);
});
