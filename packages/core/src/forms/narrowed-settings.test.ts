import { expect, test } from 'vitest';
import type { FieldDefinition } from './contract.ts';
import { narrowedSettings } from './narrowed-settings.ts';
import { buildForm } from './testing/build.ts';

function narrowed(type: FieldDefinition['type'], was: object, is: object) {
  const form = (more: object) => buildForm([{ key: 'it', label: '项', type, ...more } as FieldDefinition]);
  return narrowedSettings(form(was), form(is)).map(({ setting, from, to }) => [setting, from, to]);
}

test('limits that came nearer are told with both, the usual one where none was set', () => {
  expect(narrowed('text', {}, { maxLength: 5 })).toEqual([['maxLength', '200', '5']]);
  expect(narrowed('text', { maxLength: 500 }, {})).toEqual([['maxLength', '500', '200']]);
  expect(narrowed('multiline', {}, { minLength: 10 })).toEqual([['minLength', '', '10']]);
  expect(narrowed('number', { min: 1 }, { min: 2, max: 9, decimals: 0 })).toEqual([
    ['max', '', '9'],
    ['decimals', '2', '0'],
    ['min', '1', '2'],
  ]);
  expect(narrowed('percentage', {}, { max: 0.07 })).toEqual([['max', '', '7%']]);
  expect(narrowed('photos', {}, { max: 3 })).toEqual([['max', '9', '3']]);
});

test('checks and demands that are new are told by name', () => {
  expect(narrowed('text', {}, { pattern: '\\d+' })).toEqual([['pattern', undefined, undefined]]);
  expect(narrowed('text', { format: 'mobile' }, { format: 'plate' })).toEqual([['format', undefined, undefined]]);
  expect(narrowed('photos', {}, { cameraOnly: true })).toEqual([['cameraOnly', undefined, undefined]]);
  expect(narrowed('files', {}, { accept: ['image'] })).toEqual([['accept', undefined, undefined]]);
  expect(narrowed('phone', {}, { accepts: 'mobile' })).toEqual([['accept', undefined, undefined]]);
});

test('what became wider, or went away, is not told', () => {
  expect(narrowed('text', { maxLength: 5, pattern: 'a', minLength: 2 }, { maxLength: 6 })).toEqual([]);
  expect(narrowed('number', { min: 1, max: 3, decimals: 0 }, {})).toEqual([]);
  expect(narrowed('photos', { cameraOnly: true, max: 2 }, {})).toEqual([]);
  expect(narrowed('files', { accept: ['image'] }, { accept: ['image', 'video'] })).toEqual([]);
  expect(narrowed('phone', { accepts: 'mobile' }, { accepts: 'both' })).toEqual([]);
});

test('fields in rows are told with their path', () => {
  const form = (maxRows: number, maxLength: number) =>
    buildForm([
      {
        key: 'items',
        label: '清单',
        type: 'subform',
        maxRows,
        fields: [{ key: 'note', label: '备注', type: 'text', maxLength }],
      },
    ]);
  expect(narrowedSettings(form(9, 50), form(8, 40)).map(({ path, setting }) => `${path} ${setting}`)).toEqual([
    'items maxRows',
    'items.note maxLength',
  ]);
});
