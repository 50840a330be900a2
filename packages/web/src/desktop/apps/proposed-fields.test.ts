import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormProposal } from '@anshao/core/forms/import-contract.ts';
import { expect, test } from 'vitest';
import { changeAt, linesOf, removeAt, removeNote, retyped, typesFor } from './proposed-fields.ts';

const definition: FormDefinition = {
  id: '01900000-0000-7000-8000-000000000001',
  key: 'check',
  name: '检查表',
  fields: [
    { type: 'date', key: 'on', label: '日期', required: true },
    {
      type: 'subform',
      key: 'items',
      label: '检查项',
      fields: [
        { type: 'text', key: 'what', label: '内容' },
        {
          type: 'singleChoice',
          key: 'answer',
          label: '结果',
          options: [{ code: 'ok', label: '正常', status: 'active' }],
        },
      ],
    },
  ],
  layout: [
    { kind: 'section', id: 's1', title: '一', children: [{ kind: 'field', key: 'on' }] },
    { kind: 'field', key: 'items' },
  ],
};
const guess = (path: string) => ({ path, what: path, certainty: 'sure' as const, source: { sheet: '表', cell: 'A1' } });
const proposal: FormProposal = {
  kind: 'checklist',
  definition,
  guesses: [guess('fields[0]'), guess('fields[1].fields[1].options'), guess('')],
  notUnderstood: [],
  sheet: '表',
  sheets: ['表'],
};
const paths = (of: FormDefinition) =>
  linesOf(of, proposal).map((line) => [
    line.kind === 'field' ? line.path.join('.') : line.node.id,
    line.guesses.length,
  ]);

test('each guess stands with its field, in rows too, and stays there when another field is left out', () => {
  expect(paths(definition)).toEqual([
    ['on', 1],
    ['items', 0],
    ['items.what', 0],
    ['items.answer', 1],
  ]);
  expect(paths(removeAt(definition, ['on']))).toEqual([
    ['items', 0],
    ['items.what', 0],
    ['items.answer', 1],
  ]);
});

test('a field left out is left out of the layout; what remains is still a sound form', () => {
  for (const path of [['on'], ['items', 'what']]) {
    const rest = removeAt(definition, path);
    expect(checkDefinition(rest)).toEqual([]);
    expect(JSON.stringify(rest.layout)).not.toContain(`"${path.length === 1 ? path[0] : 'nothing'}"`);
  }
});

test('a field under any type it is offered is sound, and options of a choice stay a choice’s', () => {
  for (const field of definition.fields)
    for (const type of typesFor(field)) {
      const changed = changeAt(definition, [field.key], (one) => retyped(one, type));
      expect(checkDefinition(changed), `${field.type} as ${type}`).toEqual([]);
    }
  const several = changeAt(definition, ['items', 'answer'], (one) => retyped(one, 'multipleChoice'));
  expect(several.fields[1]).toMatchObject({ fields: [{}, { type: 'multipleChoice', options: [{ code: 'ok' }] }] });
  expect(retyped({ type: 'date', key: 'on', label: '日期', required: true }, 'text')).toEqual({
    type: 'text',
    key: 'on',
    label: '日期',
    required: true,
  });
});

test('texts that become notes and sections stand where they will be read, and a note can be left out', () => {
  const note = { kind: 'note' as const, id: 'n1', text: '注：本表一式两份' };
  const [section, items] = definition.layout ?? [];
  if (section?.kind !== 'section' || !items) throw new Error('another layout');
  const withNote: FormDefinition = {
    ...definition,
    layout: [{ ...section, children: [...section.children, note] }, items],
  };
  const told: FormProposal = {
    ...proposal,
    definition: withNote,
    guesses: [guess('layout[0]'), guess('layout[0].children[1]'), guess('fields[0]')],
  };
  const names = (of: FormDefinition) =>
    linesOf(of, told).map((line) => [line.kind === 'field' ? line.path.join('.') : line.node.id, line.guesses.length]);
  expect(names(withNote)).toEqual([
    ['s1', 1],
    ['on', 1],
    ['n1', 1],
    ['items', 0],
    ['items.what', 0],
    ['items.answer', 0],
  ]);
  const rest = removeNote(removeAt(withNote, ['on']), note);
  expect(checkDefinition(rest)).toEqual([]);
  expect(names(rest).map(([name]) => name)).toEqual(['s1', 'items', 'items.what', 'items.answer']);
});
