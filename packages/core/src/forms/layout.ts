/**
 * How a form looks: a tree of sections, tabs and columns around its fields, with texts and pictures between them. The
 * fields themselves stay a flat list in the definition (what is recorded); the layout only names them by key. So a
 * field can be moved anywhere without the table knowing.
 *
 * A form without a layout shows its fields one below the other. Where both are there, each field stands in the layout
 * exactly once; `arranged` heals what an older program may have left.
 */
import { type Static, Type } from 'typebox';
import { Id } from '../base/schemas.ts';
import { Condition } from '../expressions/condition.ts';
import { type FieldDefinition, type FormDefinition, FormKey, Tone } from './contract.ts';

const strict = { additionalProperties: false };

/** Ids of containers and decorations: letters and digits, unique in the form. */
export const NodeId = Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' });

export const FieldWidth = Type.Enum(['full', 'half', 'third']);
export type FieldWidth = Static<typeof FieldWidth>;

export interface FieldNode {
  readonly kind: 'field';
  readonly key: string;
  /** On a desk; a phone has one column. Full when left out. */
  readonly width?: FieldWidth;
}

/** A titled group. Hidden with everything in it while its condition does not hold. */
export interface SectionNode {
  readonly kind: 'section';
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly visible?: Condition;
  /** Begins closed; a problem inside opens it. */
  readonly collapsed?: boolean;
  readonly children: readonly LayoutNode[];
}

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly visible?: Condition;
  readonly children: readonly LayoutNode[];
}

export interface TabsNode {
  readonly kind: 'tabs';
  readonly id: string;
  readonly tabs: readonly Tab[];
}

/** Side by side on a desk, one below the other on a phone. */
export interface ColumnsNode {
  readonly kind: 'columns';
  readonly id: string;
  readonly columns: readonly (readonly LayoutNode[])[];
}

/** Text for whoever fills the form, in the same subset of Markdown as rich text fields. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly text: string;
  readonly tone?: Tone;
  readonly visible?: Condition;
}

export interface PictureNode {
  readonly kind: 'picture';
  readonly id: string;
  /** Id of an uploaded image. */
  readonly file: string;
  /** For those who cannot see it. */
  readonly alt: string;
  readonly visible?: Condition;
}

export interface DividerNode {
  readonly kind: 'divider';
  readonly id: string;
}

export type LayoutNode = FieldNode | SectionNode | TabsNode | ColumnsNode | NoteNode | PictureNode | DividerNode;
export type ContainerNode = SectionNode | TabsNode | ColumnsNode;

export const layoutLimits = { depth: 5, nodes: 1000, tabs: 12, columns: 4, noteLength: 5000 } as const;

const children = Type.Array(Type.Ref('Node'), { maxItems: layoutLimits.nodes });
const title = Type.String({ minLength: 1, maxLength: 100 });
const visible = Type.Optional(Condition);

export const LayoutNode = Type.Unsafe<LayoutNode>(
  Type.Cyclic(
    {
      Node: Type.Union([
        Type.Object({ kind: Type.Literal('field'), key: FormKey, width: Type.Optional(FieldWidth) }, strict),
        Type.Object(
          {
            kind: Type.Literal('section'),
            id: NodeId,
            title,
            help: Type.Optional(Type.String({ maxLength: 1000 })),
            visible,
            collapsed: Type.Optional(Type.Boolean()),
            children,
          },
          strict,
        ),
        Type.Object(
          {
            kind: Type.Literal('tabs'),
            id: NodeId,
            tabs: Type.Array(Type.Object({ id: NodeId, title, visible, children }, strict), {
              minItems: 1,
              maxItems: layoutLimits.tabs,
            }),
          },
          strict,
        ),
        Type.Object(
          {
            kind: Type.Literal('columns'),
            id: NodeId,
            columns: Type.Array(children, { minItems: 2, maxItems: layoutLimits.columns }),
          },
          strict,
        ),
        Type.Object(
          {
            kind: Type.Literal('note'),
            id: NodeId,
            text: Type.String({ maxLength: layoutLimits.noteLength }),
            tone: Type.Optional(Tone),
            visible,
          },
          strict,
        ),
        Type.Object(
          { kind: Type.Literal('picture'), id: NodeId, file: Id, alt: Type.String({ maxLength: 200 }), visible },
          strict,
        ),
        Type.Object({ kind: Type.Literal('divider'), id: NodeId }, strict),
      ]),
    },
    'Node',
  ),
);

export type Layout = readonly LayoutNode[];

/** The lists of nodes directly inside a node, in reading order; none for what is no container. */
export function childLists(node: LayoutNode): readonly (readonly LayoutNode[])[] {
  switch (node.kind) {
    case 'section':
      return [node.children];
    case 'tabs':
      return node.tabs.map((tab) => tab.children);
    case 'columns':
      return node.columns;
    default:
      return [];
  }
}

/** The node with its lists put in the place of the old ones. */
export function withChildLists(node: LayoutNode, lists: readonly (readonly LayoutNode[])[]): LayoutNode {
  switch (node.kind) {
    case 'section':
      return { ...node, children: lists[0] ?? [] };
    case 'tabs':
      return { ...node, tabs: node.tabs.map((tab, index) => ({ ...tab, children: lists[index] ?? [] })) };
    case 'columns':
      return { ...node, columns: node.columns.map((_, index) => lists[index] ?? []) };
    default:
      return node;
  }
}

/** Every node, containers before what is in them. */
export function* nodesOf(layout: Layout): Generator<LayoutNode> {
  for (const node of layout) {
    yield node;
    for (const list of childLists(node)) yield* nodesOf(list);
  }
}

/** Keys of fields in reading order. */
export function fieldKeysOf(layout: Layout): string[] {
  return [...nodesOf(layout)].flatMap((node) => (node.kind === 'field' ? [node.key] : []));
}

/**
 * The layout as it is shown: every field exactly once. Names of fields that are not there, and repetitions, are left
 * out; fields that are not named stand at the end.
 */
export function arranged(form: Pick<FormDefinition, 'fields' | 'layout'>): Layout {
  if (!form.layout) return form.fields.map(({ key }) => ({ kind: 'field', key }));
  const missing = new Set(form.fields.map((field) => field.key));
  const cleaned = (nodes: Layout): LayoutNode[] =>
    nodes.flatMap((node): LayoutNode[] => {
      if (node.kind === 'field') return missing.delete(node.key) ? [node] : [];
      const lists = childLists(node);
      return [lists.length > 0 ? withChildLists(node, lists.map(cleaned)) : node];
    });
  const nodes = cleaned(form.layout);
  return missing.size === 0 ? nodes : [...nodes, ...[...missing].map((key): LayoutNode => ({ kind: 'field', key }))];
}

/** The conditions of all containers around each field: a field shows only while every one of them holds. */
export function surroundingConditions(form: {
  readonly fields: readonly FieldDefinition[];
  readonly layout?: Layout;
}): ReadonlyMap<string, readonly Condition[]> {
  const found = new Map<string, readonly Condition[]>();
  const visit = (nodes: Layout, around: readonly Condition[]): void => {
    for (const node of nodes) {
      if (node.kind === 'field') {
        if (around.length > 0) found.set(node.key, around);
      } else if (node.kind === 'section') visit(node.children, node.visible ? [...around, node.visible] : around);
      else if (node.kind === 'tabs')
        for (const tab of node.tabs) visit(tab.children, tab.visible ? [...around, tab.visible] : around);
      else for (const list of childLists(node)) visit(list, around);
    }
  };
  visit(form.layout ?? [], []);
  return found;
}
