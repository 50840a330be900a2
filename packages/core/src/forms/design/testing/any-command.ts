/** Random sketches of commands for property tests: numbers that pick parts and places of whatever form they meet. */
import fc from 'fast-check';
import type { FieldDefinition, LayoutNode, Option } from '../../contract.ts';
import type { Tab } from '../../layout.ts';
import { formId } from '../../testing/build.ts';
import type { Command } from '../commands.ts';
import { optionsOf } from '../edits/options.ts';
import { listsOf, partsIn, partsOf } from '../lists.ts';
import { type Drawn, fieldAt, isFieldRef, isTab, nodeAt, opened, type PartRef } from '../parts.ts';

export interface Sketch {
  readonly kind: number;
  readonly pick: readonly number[];
  readonly word: string;
}

export const anySketch: fc.Arbitrary<Sketch> = fc.record({
  kind: fc.nat(16),
  pick: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
  word: fc.constantFrom('level', 'place', 'note', 'score', 'day', 'who'),
});
export const anySketches = fc.array(anySketch, { maxLength: 25 });

/** A form with every kind of container, rows, rules and conditions. */
export const sampleForm: Drawn = opened({
  id: formId,
  key: 'report',
  name: '隐患上报单',
  fields: [
    { key: 'place', label: '地点', type: 'text', required: true },
    {
      key: 'level',
      label: '等级',
      type: 'singleChoice',
      options: [option('major'), option('general')],
    },
    {
      key: 'note',
      label: '描述',
      type: 'multiline',
      visible: {
        all: [
          { field: 'level', op: 'equals', value: 'major' },
          { field: 'place', op: 'isNotEmpty' },
        ],
      },
    },
    {
      key: 'items',
      label: '检查项',
      type: 'subform',
      fields: [
        { key: 'score', label: '扣分', type: 'number' },
        {
          key: 'note',
          label: '备注',
          type: 'text',
          visible: {
            all: [
              { field: 'score', op: 'greater', value: 0 },
              { field: '$parent.level', op: 'isNotEmpty' },
            ],
          },
        },
      ],
      displayRules: [{ when: { field: 'score', op: 'greater', value: 3 }, show: ['note'] }],
    },
    { key: 'day', label: '日期', type: 'date' },
    { key: 'who', label: '谁', type: 'person' },
  ],
  displayRules: [{ when: { field: 'level', op: 'equals', value: 'major' }, show: ['note', 'day'] }],
  settings: { titleField: 'place', listFields: ['place', 'level', 'day'] },
  layout: [
    {
      kind: 'section',
      id: 's1',
      title: '现场',
      children: [
        { kind: 'field', key: 'place' },
        { kind: 'divider', id: 'd1' },
      ],
    },
    {
      kind: 'tabs',
      id: 't1',
      tabs: [
        { id: 'tab1', title: '一', children: [{ kind: 'field', key: 'level', width: 'half' }] },
        {
          id: 'tab2',
          title: '二',
          visible: { field: 'level', op: 'isNotEmpty' },
          children: [
            {
              kind: 'columns',
              id: 'c1',
              columns: [[{ kind: 'field', key: 'note' }], [{ kind: 'field', key: 'items' }]],
            },
          ],
        },
      ],
    },
    { kind: 'field', key: 'day' },
    { kind: 'field', key: 'who' },
  ],
});

function option(code: string): Option {
  return { code, label: code, status: 'active' };
}

/** The command a sketch means for a form; undefined where the form has nothing for it. */
export function drawn(form: Drawn, sketch: Sketch): Command | undefined {
  return sketched(form, sketch) || undefined;
}

function sketched(form: Drawn, { kind, pick, word }: Sketch): Command | false | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = pick;
  const parts = partsOf(form);
  const lists = ['', ...parts.flatMap((part) => listsOf(form, part))];
  const one = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(from.length, 1)];
  const part = one(parts, a);
  const list = one(lists, b) ?? '';
  const siblings: readonly (PartRef | null)[] = [null, ...(partsIn(form, list) ?? [])];
  const at = { in: list, after: one(siblings, c) ?? null };
  const some = parts.filter((_, index) => (index * 7 + a) % 5 === 0).slice(0, 3);
  const field = one(parts.filter(isFieldRef), a);
  const node = one(
    parts.filter((ref) => !isFieldRef(ref)),
    a,
  );
  switch (kind) {
    case 0:
      return { do: 'addField', field: newField(word, d), at, ...(d % 2 ? { width: 'half' } : {}) };
    case 1:
      return { do: 'addNode', node: newNode(word, d), at };
    case 2: {
      const group = parts.find((ref) => isTabGroup(form, ref));
      return group !== undefined && { do: 'addTab', tabs: group, tab: newTab(word), after: null };
    }
    case 3:
      return (
        field !== undefined && {
          do: 'setField',
          field,
          set: d % 3 ? { label: `${word}${d}` } : { help: d % 2 ? word : null },
        }
      );
    case 4:
      return field !== undefined && { do: 'setKey', field, key: `${word}${d % 4}` };
    case 5:
      return (
        field !== undefined && {
          do: 'setType',
          field,
          type: one(['text', 'number', 'multipleChoice', 'singleChoice'], d) ?? 'text',
        }
      );
    case 6:
      return field !== undefined && { do: 'setWidth', field, width: d % 2 ? 'third' : 'full' };
    case 7:
      return (
        node !== undefined && {
          do: 'setNode',
          node,
          set: { visible: d % 2 ? { field: 'level', op: 'isEmpty' } : null },
        }
      );
    case 8: {
      const columns = parts.find((ref) => isColumns(form, ref));
      return columns !== undefined && { do: 'setColumns', node: columns, count: 2 + (d % 3) };
    }
    case 9:
      return part !== undefined && { do: 'move', parts: [part], to: at };
    case 10:
      return some.length > 0 ? { do: 'move', parts: some, to: at } : undefined;
    case 11:
      return part !== undefined && { do: 'remove', parts: [part] };
    case 12:
      return some.length > 0 ? { do: 'duplicate', parts: some } : undefined;
    case 13:
      return { do: 'setForm', set: { name: `${word}${d}` } };
    case 14:
      return { do: 'setSettings', set: { submitLabel: d % 2 ? word : null } };
    case 15: {
      const choice = parts.find((ref) => isFieldRef(ref) && optionsOf(fieldAt(form, ref)));
      return choice !== undefined && { do: 'addOptions', field: choice, options: [option(word)], after: null };
    }
    default: {
      const choice = parts.find((ref) => isFieldRef(ref) && (optionsOf(fieldAt(form, ref))?.length ?? 0) > 0);
      const code = choice && one(optionsOf(fieldAt(form, choice)) ?? [], c)?.code;
      if (choice === undefined || code === undefined) return undefined;
      return d % 2
        ? { do: 'setOption', field: choice, code, set: { label: word } }
        : { do: 'moveOption', field: choice, code, after: null };
    }
  }
}

function newField(key: string, number: number): FieldDefinition {
  if (number % 4 === 0)
    return { key, label: key, type: 'subform', fields: [{ key: 'inner', label: 'inner', type: 'text' }] };
  return { key, label: key, type: 'text', visible: { field: 'level', op: 'isNotEmpty' } };
}

function newNode(id: string, number: number): LayoutNode {
  switch (number % 4) {
    case 0:
      return { kind: 'section', id, title: id, children: [] };
    case 1:
      return { kind: 'columns', id, columns: [[], []] };
    case 2:
      return { kind: 'tabs', id, tabs: [newTab(`${id}t`)] };
    default:
      return { kind: 'note', id, text: id };
  }
}

function newTab(id: string): Tab {
  return { id, title: id, children: [] };
}

function isTabGroup(form: Drawn, ref: PartRef): boolean {
  const node = isFieldRef(ref) ? undefined : nodeAt(form, ref);
  return node !== undefined && !isTab(node) && node.kind === 'tabs';
}

function isColumns(form: Drawn, ref: PartRef): boolean {
  const node = isFieldRef(ref) ? undefined : nodeAt(form, ref);
  return node !== undefined && !isTab(node) && node.kind === 'columns';
}
