import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import { idOf } from '@anshao/core/forms/testing/build.ts';
import { expect, test } from 'vitest';
import type { DraftField, DraftForm } from './draft.ts';
import { Findings } from './findings.ts';
import { madeSound } from './sound.ts';

const place = { sheet: '表', area: { top: 1, left: 1, bottom: 1, right: 1 } };

/** The form made sound, and why something was given up. */
function sound(fields: DraftField[]) {
  const form: DraftForm = { id: idOf(1), key: 'form', name: '表', fields };
  const findings = new Findings();
  for (const field of fields) findings.guess(field, '', field.label, 'likely', place);
  const definition = madeSound(form, findings);
  expect(checkDefinition(definition)).toEqual([]);
  const { notUnderstood } = findings.conclude({ sheets: [] }, definition);
  return { fields: definition.fields, why: notUnderstood.map(({ text, why }) => `${text}：${why}`) };
}

test('a setting that does not fit is taken out, the field stays', () => {
  const { fields, why } = sound([{ key: 'a', label: '甲', type: 'integer', default: { value: 'x' }, min: 5, max: 1 }]);
  expect(fields).toEqual([{ key: 'a', label: '甲', type: 'integer', max: 1 }]);
  expect(why).toHaveLength(2);
});

test('a field that cannot be of its type becomes text', () => {
  const { fields, why } = sound([{ key: 'a', label: '甲', type: 'singleChoice', options: [] }]);
  expect(fields).toEqual([{ key: 'a', label: '甲', type: 'text' }]);
  expect(why).toEqual(['甲：至少要有一个可用选项；改为单行文本']);
});

test('of several fields that cannot stay exactly these go', () => {
  const text = (key: string, label = key) => ({ key, label, type: 'text' });
  const { fields } = sound([
    text('a'),
    text('id'),
    text('b'),
    text('a', '又是甲'),
    text('c'),
    text('toString'),
    text('d'),
  ]);
  expect(fields.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd']);
});

test('fields that wait for one another no longer do', () => {
  const shownBy = (key: string, other: string) => ({
    key,
    label: key,
    type: 'text',
    visible: { field: other, op: 'isNotEmpty' },
  });
  const { fields, why } = sound([shownBy('a', 'b'), shownBy('b', 'a'), shownBy('c', 'a')]);
  expect(fields.filter(({ visible }) => visible).map(({ key }) => key)).toHaveLength(2);
  expect(why.join()).toContain('互相依赖');
});

test('what is more than a form may have is given up', () => {
  const many = Array.from({ length: 700 }, (_, index) => ({ key: `f${index}`, label: `第 ${index} 项`, type: 'text' }));
  const { fields, why } = sound(many);
  expect(fields).toHaveLength(500);
  expect(why).toHaveLength(200);
});
