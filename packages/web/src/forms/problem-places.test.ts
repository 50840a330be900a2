import { compileForm } from '@anshao/core/forms/compile.ts';
import { expect, test } from 'vitest';
import { ownerOf, placeWords, stepsOf, tellProblem } from './problem-places.ts';

const form = compileForm({
  id: '',
  key: 'form',
  name: '表单',
  fields: [
    { key: 'photos', type: 'photos', label: '现场照片' },
    {
      key: 'items',
      type: 'subform',
      label: '检查项',
      fields: [
        { key: 'photos', type: 'photos', label: '拍照' },
        { key: 'parts', type: 'subform', label: '部件', fields: [{ key: 'name', type: 'text', label: '名称' }] },
      ],
    },
  ],
});

test('a path is read step by step', () => {
  expect(stepsOf('items[1].photos[0]')).toEqual(['items', 1, 'photos', 0]);
  expect(stepsOf('')).toEqual([]);
});

test('a problem inside a value belongs to the field that holds the value', () => {
  expect(ownerOf(form, 'photos[2]').name).toBe('photos');
  expect(ownerOf(form, 'items[1].photos[0]')).toMatchObject({
    name: 'items[1].photos',
    above: ['items', 'items[1]', 'items[1].photos'],
  });
});

test('a problem of a row as a whole belongs to the list', () => {
  expect(ownerOf(form, 'items[3]').name).toBe('items');
});

test('a place is named as people see it, rows counted from one', () => {
  expect(placeWords(form, 'items[1].photos[0]')).toBe('检查项 · 第2行 · 拍照');
  expect(placeWords(form, 'items[0].parts[4].name')).toBe('检查项 · 第1行 · 部件 · 第5行 · 名称');
  expect(placeWords(form, 'items[3]')).toBe('检查项 · 第4行');
  expect(placeWords(form, '')).toBe('');
});

test('a problem is told with its place in front', () => {
  expect(tellProblem(form, { path: 'items[1].photos', code: 'forms.required' })).toBe('检查项 · 第2行 · 拍照：请填写');
});
