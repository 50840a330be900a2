import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { sampleForm } from '@anshao/core/forms/design/testing/any-command.ts';
import { expect, test } from 'vitest';
import { byPart, locate, problemsOf } from './problems.ts';
import './sentences.ts';

const at = (path: string, details?: Record<string, unknown>) => {
  const { part, setting } = locate({ path, code: 'forms.required', ...(details ? { details } : {}) }, sampleForm);
  return [part, setting];
};

test('a problem is brought to the innermost part it lies in', () => {
  expect(at('name')).toEqual(['', 'name']);
  expect(at('fields[1].options[0].code')).toEqual(['level', 'options.0.code']);
  expect(at('fields[3].fields[1].visible.all[0].value')).toEqual(['items.note', 'visible.all.0.value']);
  expect(at('displayRules[0].when')).toEqual(['', 'displayRules.0.when']);
  expect(at('layout[0].title')).toEqual(['#s1', 'title']);
  expect(at('layout[1].tabs[1].visible')).toEqual(['#tab2', 'visible']);
  expect(at('layout[0].children[0].width')).toEqual(['place', 'width']);
});

test('what a condition asks for in vain is told beside the field, by its label where there is one', () => {
  const broken: FormDefinition = {
    ...sampleForm,
    fields: sampleForm.fields.map((field) =>
      field.key === 'day' ? { ...field, visible: { field: 'place', op: 'greater', value: 3 } } : field,
    ),
  };
  const found = byPart(problemsOf(broken)).get('day');
  expect(found?.map(({ setting, sentence }) => [setting, sentence])).toEqual([
    ['visible.value', expect.stringContaining('地点')],
  ]);
});

test('a sound form has no problems', () => {
  expect(problemsOf(sampleForm)).toEqual([]);
});

test('characters that cannot be stored are told at the setting that has them, before the server refuses the draft', () => {
  const broken: FormDefinition = {
    ...sampleForm,
    description: 'a\0b',
    fields: sampleForm.fields.map((field) => (field.key === 'day' ? { ...field, help: '半个\ud83e字' } : field)),
  };
  expect(problemsOf(broken).map(({ part, setting, sentence }) => [part, setting, sentence])).toEqual([
    ['day', 'help', '含有无法保存的字符，请删除后重新输入'],
    ['', 'description', '含有无法保存的字符，请删除后重新输入'],
  ]);
});
