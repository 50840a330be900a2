/** What can be put on the canvas: every field type, and what arranges fields. */
import type { FieldDefinition, LayoutNode } from '@anshao/core/forms/contract.ts';
import type { Command } from '@anshao/core/forms/design/commands.ts';
import { fieldsetFor } from '@anshao/core/forms/design/edits/placing.ts';
import { freeKey } from '@anshao/core/forms/design/fresh.ts';
import { type Drawn, fieldsIn, nodeIds, type Place } from '@anshao/core/forms/design/parts.ts';
import { type FieldGroup, fieldGroups } from '@anshao/core/forms/field-type.ts';
import { type FieldTypeName, fieldTypes } from '@anshao/core/forms/registry.ts';
import { currentLanguage } from '../../../base/language.ts';
import type { DesignIconName } from '../icons.tsx';
import { type DesignerText, d } from '../text.ts';
import { typeIcon } from '../type-icons.ts';

export const shelves = [...fieldGroups, 'layout'] as const satisfies readonly (FieldGroup | 'layout')[];
export type Shelf = (typeof shelves)[number];

export const shelfWords: Readonly<Record<Shelf, DesignerText>> = {
  text: 'shelfText',
  number: 'shelfNumber',
  choice: 'shelfChoice',
  time: 'shelfTime',
  people: 'shelfPeople',
  scene: 'shelfScene',
  link: 'shelfLink',
  system: 'shelfSystem',
  layout: 'shelfLayout',
};

export type ArrangementKind = 'section' | 'tabs' | 'columns' | 'note' | 'picture' | 'divider';

export type PaletteItem = { readonly id: string; readonly shelf: Shelf; readonly icon: DesignIconName } & (
  | { readonly kind: 'field'; readonly type: FieldTypeName }
  | { readonly kind: 'node'; readonly node: ArrangementKind; readonly word: DesignerText }
);

const arrangements: readonly PaletteItem[] = [
  { id: 'section', shelf: 'layout', icon: 'section', kind: 'node', node: 'section', word: 'section' },
  { id: 'tabs', shelf: 'layout', icon: 'tabs', kind: 'node', node: 'tabs', word: 'tabs' },
  { id: 'columns', shelf: 'layout', icon: 'columns', kind: 'node', node: 'columns', word: 'columns' },
  { id: 'note', shelf: 'layout', icon: 'rows', kind: 'node', node: 'note', word: 'note' },
  { id: 'picture', shelf: 'layout', icon: 'image', kind: 'node', node: 'picture', word: 'picture' },
  { id: 'divider', shelf: 'layout', icon: 'minus', kind: 'node', node: 'divider', word: 'divider' },
];

export const paletteItems: readonly PaletteItem[] = [
  ...Object.values(fieldTypes).map(
    (type): PaletteItem => ({
      id: type.type,
      shelf: type.group,
      icon: typeIcon(type.icon),
      kind: 'field',
      type: type.type,
    }),
  ),
  ...arrangements,
];

export function itemLabel(item: PaletteItem): string {
  return item.kind === 'field' ? fieldTypes[item.type].label[currentLanguage()] : d(item.word);
}

/**
 * The command that puts a new thing at a place. A picture is chosen first: its node is not made here.
 * @param file id of the uploaded picture, for a picture
 */
export function commandFor(item: PaletteItem, form: Drawn, at: Place, file = ''): Command {
  if (item.kind === 'field') return { do: 'addField', field: newField(item.type, form, at), at };
  return { do: 'addNode', node: newNode(item.node, form, file), at };
}

function newField(name: FieldTypeName, form: Drawn, at: Place): FieldDefinition {
  const type = fieldTypes[name];
  const fields = fieldsIn(form, fieldsetFor(form, at.in)) ?? [];
  const label = freeLabel(type.label[currentLanguage()], new Set(fields.map((field) => field.label)));
  const key = freeKey(name, new Set(fields.map((field) => field.key)));
  // Each type's `starting` gives the options its own fields need; the union of all types cannot say so.
  return { key, label, type: name, ...type.starting(label) } as FieldDefinition;
}

function newNode(kind: ArrangementKind, form: Drawn, file: string): LayoutNode {
  const ids = nodeIds(form);
  const fresh = (wish: string) => {
    const id = freeKey(wish, ids);
    ids.add(id);
    return id;
  };
  switch (kind) {
    case 'section':
      return { kind, id: fresh('section'), title: d('section'), children: [] };
    case 'tabs':
      return {
        kind,
        id: fresh('tabs'),
        tabs: [1, 2].map((n) => ({ id: fresh('tab'), title: d('tabNumber', { n }), children: [] })),
      };
    case 'columns':
      return { kind, id: fresh('columns'), columns: [[], []] };
    case 'note':
      return { kind, id: fresh('note'), text: d('noteStart') };
    case 'picture':
      return { kind, id: fresh('picture'), file, alt: '' };
    case 'divider':
      return { kind, id: fresh('divider') };
    default:
      return kind satisfies never;
  }
}

/** Two fields of one label cannot be told apart in formulas. */
export function freeLabel(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  for (let number = 2; ; number++) if (!taken.has(`${wish}${number}`)) return `${wish}${number}`;
}
