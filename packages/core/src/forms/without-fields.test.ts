import { expect, test } from 'vitest';
import type { FormDefinition } from './contract.ts';
import { picturesIn } from './pictures.ts';
import { buildForm, idOf } from './testing/build.ts';
import { withoutFields } from './without-fields.ts';

const form: FormDefinition = buildForm(
  [
    { key: 'open', label: '公开', type: 'text' },
    { key: 'secret', label: '保密', type: 'text' },
    { key: 'other', label: '其他', type: 'text' },
  ],
  {
    displayRules: [
      { when: { field: 'open', op: 'equals', value: 'x' }, show: ['secret'] },
      { when: { field: 'open', op: 'equals', value: 'y' }, show: ['secret', 'other'] },
    ],
    layout: [
      {
        kind: 'section',
        id: 's',
        title: '节',
        children: [
          { kind: 'field', key: 'secret' },
          {
            kind: 'columns',
            id: 'c',
            columns: [[{ kind: 'field', key: 'open' }], [{ kind: 'picture', id: 'p', file: idOf(1), alt: '' }]],
          },
        ],
      },
      { kind: 'field', key: 'other' },
    ],
    settings: { listFields: ['secret', 'open'] },
  },
);

test('a hidden field is nowhere in the form, not even by name', () => {
  const seen = withoutFields(form, new Set(['secret']));
  expect(JSON.stringify(seen)).not.toContain('secret');
  expect(seen.fields.map(({ key }) => key)).toEqual(['open', 'other']);
  expect(seen.displayRules).toHaveLength(1);
  expect(seen.settings?.listFields).toEqual(['open']);
});

test('with nothing hidden it is the same form', () => {
  expect(withoutFields(form, new Set())).toBe(form);
});

test('pictures are found wherever they stand, and nothing that only looks like one', () => {
  expect(picturesIn(form)).toEqual([idOf(1)]);
  const odd = [
    null,
    7,
    { kind: 'picture', file: 'x' },
    { kind: 'note', text: idOf(2) },
    [[{ kind: 'picture', file: idOf(3) }]],
  ];
  expect(picturesIn({ layout: odd as never })).toEqual([idOf(3)]);
});
