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

const linking: FormDefinition = {
  ...sampleForm,
  layout: [],
  fields: [
    { key: 'point', label: '点位', type: 'linkedRecord', form: 'unset' },
    { key: 'more', label: '关联多条', type: 'linkedRecords', form: 'unset' },
    { key: 'back', label: '反向关联', type: 'backLinks', form: 'unset', field: 'unset' },
    { key: 'shown', label: '引用', type: 'lookup', link: 'unset', field: 'unset', result: 'text' },
    { key: 'total', label: '汇总', type: 'rollup', link: 'unset', function: 'count', result: 'number' },
    { key: 'other', label: '别处', type: 'linkedRecord', form: 'elsewhere', details: ['gone'] },
  ],
};
const linkProblems = (problems: ReturnType<typeof problemsOf>) =>
  problems.filter(({ part }) => part !== '').map(({ part, setting }) => `${part} ${setting}`);

test('a link that was not set up is told beside it at once; what another form has, once that form is known', () => {
  const unset = ['point form', 'more form', 'back form', 'shown link', 'total link'];
  expect(linkProblems(problemsOf(linking))).toEqual(unset);
  const elsewhere = { ...sampleForm, key: 'elsewhere' };
  expect(linkProblems(problemsOf(linking, new Map([['elsewhere', elsewhere]])))).toEqual([...unset, 'other details.0']);
});

test('what has not the shape of a form is told as such, and its links are not looked at', () => {
  const broken = { ...linking, fields: [{ ...linking.fields[0], fills: 5 }] } as unknown as FormDefinition;
  expect(linkProblems(problemsOf(broken))).toEqual(['point fills']);
});

test('a formula that compares a choice with none of its options is told beside it', () => {
  const judged: FormDefinition = {
    ...sampleForm,
    layout: [],
    fields: [
      { key: 'ok', label: '是否正常', type: 'singleChoice', options: [{ code: 'a', label: '正常', status: 'active' }] },
      { key: 'sum', label: '异常数', type: 'formula', result: 'number', formula: 'IF({ok}="异常", 1, 0)' },
    ],
  };
  const told = (form: FormDefinition) =>
    problemsOf(form).flatMap(({ code, part, setting }) => (code === 'forms.strange-text' ? `${part} ${setting}` : []));
  expect(told(judged)).toEqual(['sum formula']);
  const nameless = { key: 'ok', label: '是否正常', type: 'singleChoice', options: [{ code: 'a', status: 'active' }] };
  expect(told({ ...judged, fields: [nameless, ...judged.fields.slice(1)] } as FormDefinition)).toEqual([]);
});

test('two fields that read alike are told beside the second one', () => {
  const twins: FormDefinition = {
    ...sampleForm,
    layout: [],
    fields: [
      { key: 'one', label: '备注', type: 'text' },
      { key: 'two', label: '备注', type: 'text' },
    ],
  };
  expect(problemsOf(twins).flatMap(({ code, part }) => (code === 'forms.same-label' ? [part] : []))).toEqual(['two']);
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
