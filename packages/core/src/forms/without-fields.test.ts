import { expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import { formulaRuns } from './formulas.ts';
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

test('what is worked out from a hidden field stands there as a value, and nothing asks for the field any more', () => {
  const field = (key: string, type: string, more: object = {}) =>
    ({ key, label: key, type, ...more }) as FieldDefinition;
  const form = buildForm([
    field('salary', 'money'),
    field('level', 'text'),
    field('twice', 'formula', { formula: '{salary} * 2', result: 'number', unit: '元' }),
    field('other', 'formula', { formula: 'LEN({level})', result: 'number' }),
    field('why', 'text', {
      visible: { all: [{ formula: '{salary} > 1' }, { field: 'level', op: 'isNotEmpty' }] },
      required: { formula: '{level} = "x"' },
      checks: [{ rule: { formula: '{salary} < 9' }, message: 'm' }],
      default: { formula: '{salary} & ""' },
    }),
    field('rows', 'subform', { fields: [field('part', 'formula', { formula: '{$parent.salary}', result: 'number' })] }),
  ]);
  const seen = withoutFields(form, new Set(['salary']));
  expect(checkDefinition(seen)).toEqual([]);
  expect(() => compileForm(seen, formulaRuns)).not.toThrow();
  expect(seen.fields).toMatchObject([
    { key: 'level' },
    { key: 'twice', type: 'number', readOnly: true, unit: '元' },
    { key: 'other', type: 'formula' },
    { key: 'why', required: { formula: '{level} = "x"' }, checks: [] },
    { key: 'rows', fields: [{ key: 'part', type: 'number', readOnly: true }] },
  ]);
  expect(seen.fields[3]).not.toHaveProperty('visible');
  expect(seen.fields[3]).not.toHaveProperty('default');
});
