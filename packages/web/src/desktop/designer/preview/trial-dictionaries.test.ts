import type { KeptDictionary } from '@anshao/core/forms/dictionaries-contract.ts';
import { buildForm, idOf } from '@anshao/core/forms/testing/build.ts';
import { expect, test } from 'vitest';
import { dictionariesOf, entriesToday } from './trial-dictionaries.ts';

test('dictionaries are found in choices, levels and preset rows, each once', () => {
  const form = buildForm([
    { key: 'a', label: 'a', type: 'singleChoice', dictionary: 'levels' },
    { key: 'b', label: 'b', type: 'cascade', dictionary: 'categories' },
    {
      key: 'rows',
      label: 'rows',
      type: 'subform',
      rowsFrom: { dictionary: 'checkItems', keyField: 'item' },
      fields: [
        { key: 'item', label: 'item', type: 'text' },
        { key: 'level', label: 'level', type: 'multipleChoice', dictionary: 'levels' },
      ],
    },
  ]);
  expect(dictionariesOf(form)).toEqual(['categories', 'checkItems', 'levels']);
});

test('a trial offers what holds today everywhere, with its place in the tree', () => {
  const entry = (code: string, more: Partial<KeptDictionary['entries'][number]> = {}) => ({
    id: idOf(1),
    code,
    label: code,
    position: 1,
    parent: null,
    district: null,
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    details: {},
    formerLabels: [],
    ...more,
  });
  const dictionary: KeptDictionary = {
    key: 'levels',
    name: '等级',
    revision: 1,
    isManaged: false,
    today: '2026-03-15',
    entries: [
      entry('major'),
      entry('lane', { parent: 'major' }),
      entry('last', { effectiveTo: '2026-03-15' }),
      entry('ended', { effectiveTo: '2026-03-14' }),
      entry('future', { effectiveFrom: '2026-03-16' }),
      entry('there', { district: { id: idOf(2), name: '甲县' } }),
    ],
  };
  const found = entriesToday(dictionary);
  expect([...found.keys()]).toEqual(['major', 'lane', 'last']);
  expect(found.get('lane')).toEqual({ code: 'lane', label: 'lane', status: 'active', parent: 'major' });
});
