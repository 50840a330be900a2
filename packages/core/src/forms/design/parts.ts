/**
 * Names and finds what stands on the designer's canvas. Record fields stand in the layout, row fields in the field list
 * of their subform, tabs in their group; here all of them are *parts* that stand in *lists*, so that commands need not
 * know the difference.
 *
 * Every function takes a definition whose layout names each field exactly once (`opened` makes one) and shares with its
 * result all that did not change.
 */
import type { FieldDefinition, FormDefinition, Layout, LayoutNode } from '../contract.ts';
import { arranged, childLists, nodesOf, type Tab, withChildLists } from '../layout.ts';
import { isDictionary, writtenRows } from '../rows-from.ts';
import { inReadingOrder } from './behaviours/reading-order.ts';

/** A field by its path (`level`, `items.score`); anything else by `#` and its id. */
export type PartRef = string;

/**
 * Where parts stand one after the other: `''` the form, `#s1` a section, a tab, or a group of tabs (which holds tabs),
 * `#c1/0` a column, `items` the rows of a subform.
 */
export type ListRef = string;

export interface Place {
  readonly in: ListRef;
  /** Null: first. A part that is no longer there: last. */
  readonly after: PartRef | null;
}

/** A section has all that a tab has, and a kind; so types can tell them apart. */
export interface TabPart extends Tab {
  readonly kind?: undefined;
}

export type Part = LayoutNode | TabPart;

/** A part with all that is in it, as it is taken out and put elsewhere. */
export interface Piece {
  readonly node: Part;
  /** The fields that the node names, in reading order. */
  readonly fields: readonly FieldDefinition[];
}

/** A piece as the clipboard keeps it: the names in it were meant in that fieldset. */
export interface CopiedPiece extends Piece {
  readonly from: ListRef;
  /** What the piece's formulas read, as far as it was known where it comes from. */
  readonly reads?: readonly CalledField[];
}

/** A name as it stands in a formula (`level`, `items.score`) and what people know the field by. */
export interface CalledField {
  readonly name: string;
  /** Of a column of rows, the subform's first. */
  readonly labels: readonly string[];
}

export type Subform = Extract<FieldDefinition, { type: 'subform' }>;
/** A definition on the canvas always has a layout. */
export type Drawn = FormDefinition & { readonly layout: Layout };

export const isTab = (node: Part): node is TabPart => !('kind' in node);
export const isFieldRef = (ref: PartRef): boolean => !ref.startsWith('#');

export function refOf(node: Part): PartRef {
  return !isTab(node) && node.kind === 'field' ? node.key : `#${node.id}`;
}

/** `items.score` → `items`; the form's own fields have `''`. */
export function fieldsetOf(path: PartRef): ListRef {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(0, dot);
}

export function keyOf(path: PartRef): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

export function pathOf(fieldset: ListRef, key: string): PartRef {
  return fieldset === '' ? key : `${fieldset}.${key}`;
}

/** As the canvas needs it: with a layout that names every field, fields in reading order. */
export function opened(definition: FormDefinition): Drawn {
  return inReadingOrder({ ...definition, layout: arranged(definition) });
}

/** As it is saved: without a layout that says nothing beyond the order of the fields, and without empty preset rows. */
export function tidied(form: FormDefinition): FormDefinition {
  const { layout, ...rest } = { ...form, fields: withoutEmptyRows(form.fields) };
  const saysMore = layout?.some((node) => node.kind !== 'field' || (node.width ?? 'full') !== 'full');
  return saysMore ? { ...rest, layout } : rest;
}

function withoutEmptyRows(fields: readonly FieldDefinition[]): readonly FieldDefinition[] {
  return fields.map((field) => {
    if (!isSubform(field)) return field;
    const inner = { ...field, fields: withoutEmptyRows(field.fields) };
    const { rowsFrom } = field;
    if (!rowsFrom || isDictionary(rowsFrom)) return inner;
    return { ...inner, rowsFrom: { ...rowsFrom, rows: writtenRows(rowsFrom.rows) } };
  });
}

/* ---- fields ---- */

export function isSubform(field: FieldDefinition | undefined): field is Subform {
  return field?.type === 'subform';
}

/** Fields of the form (`''`) or of a subform; undefined when there is no such subform. */
export function fieldsIn(form: FormDefinition, fieldset: ListRef): readonly FieldDefinition[] | undefined {
  if (fieldset === '') return form.fields;
  const field = fieldAt(form, fieldset);
  return isSubform(field) ? field.fields : undefined;
}

export function fieldAt(form: FormDefinition, path: PartRef): FieldDefinition | undefined {
  if (!isFieldRef(path)) return undefined;
  const key = keyOf(path);
  return fieldsIn(form, fieldsetOf(path))?.find((field) => field.key === key);
}

/** Every field with its path, a subform before its rows' fields. */
export function* allFields(
  fields: readonly FieldDefinition[],
  fieldset: ListRef = '',
): Generator<{ readonly path: PartRef; readonly field: FieldDefinition }> {
  for (const field of fields) {
    const path = pathOf(fieldset, field.key);
    yield { path, field };
    if (isSubform(field)) yield* allFields(field.fields, path);
  }
}

export function withFields(
  form: Drawn,
  fieldset: ListRef,
  update: (fields: readonly FieldDefinition[]) => readonly FieldDefinition[],
): Drawn {
  if (fieldset === '') {
    const fields = update(form.fields);
    return fields === form.fields ? form : { ...form, fields };
  }
  return withField(form, fieldset, (field) => {
    if (!isSubform(field)) return field;
    const fields = update(field.fields);
    return fields === field.fields ? field : { ...field, fields };
  });
}

export function withField(form: Drawn, path: PartRef, update: (field: FieldDefinition) => FieldDefinition): Drawn {
  const key = keyOf(path);
  return withFields(form, fieldsetOf(path), (fields) => {
    const index = fields.findIndex((field) => field.key === key);
    const field = fields[index];
    if (!field) return fields;
    const next = update(field);
    return next === field ? fields : fields.with(index, next);
  });
}

/* ---- layout ---- */

/** The node or tab of that id. */
export function nodeAt(form: Drawn, ref: PartRef): Part | undefined {
  if (isFieldRef(ref)) {
    if (!form.fields.some((field) => field.key === ref)) return undefined;
    for (const node of nodesOf(form.layout)) if (node.kind === 'field' && node.key === ref) return node;
    return undefined;
  }
  const id = ref.slice(1);
  for (const node of nodesOf(form.layout)) {
    if (node.kind !== 'field' && node.id === id) return node;
    if (node.kind === 'tabs') for (const tab of node.tabs) if (tab.id === id) return tab;
  }
  return undefined;
}

/** Every id of a container, tab or decoration. */
export function nodeIds(form: Drawn): Set<string> {
  const ids = new Set<string>();
  for (const node of nodesOf(form.layout)) {
    if (node.kind !== 'field') ids.add(node.id);
    if (node.kind === 'tabs') for (const tab of node.tabs) ids.add(tab.id);
  }
  return ids;
}

/** Puts another node in the place of one; children that `update` leaves alone stay the same objects. */
export function withNode(form: Drawn, ref: PartRef, update: (node: Part) => Part): Drawn {
  const layout = mapNodes(form.layout, ref, update);
  return layout === form.layout ? form : { ...form, layout };
}

function mapNodes(nodes: Layout, ref: PartRef, update: (node: Part) => Part): Layout {
  return mapped(nodes, (node) => {
    if (refOf(node) === ref) return update(node) as LayoutNode;
    if (node.kind === 'tabs') {
      const tabs = mapped(node.tabs, (tab) => {
        if (refOf(tab) === ref) return update(tab) as Tab;
        const children = mapNodes(tab.children, ref, update);
        return children === tab.children ? tab : { ...tab, children };
      });
      return tabs === node.tabs ? node : { ...node, tabs };
    }
    const before = childLists(node);
    const after = mapped(before, (list) => mapNodes(list, ref, update));
    return after === before || after.every((list, index) => list === before[index])
      ? node
      : withChildLists(node, after);
  });
}

/** Like `map`, and the very same array when nothing changed. */
function mapped<T>(list: readonly T[], update: (item: T) => T): readonly T[] {
  let isChanged = false;
  const next = list.map((item) => {
    const other = update(item);
    if (other !== item) isChanged = true;
    return other;
  });
  return isChanged ? next : list;
}
