/** Taking parts out of one list and putting them into another: the ground of moving, copying and removing. */
import type { FieldDefinition, Layout } from '../contract.ts';
import { childLists, fieldKeysOf, type Tab } from '../layout.ts';
import { inReadingOrder } from './behaviours/reading-order.ts';
import {
  type Drawn,
  fieldAt,
  fieldsetOf,
  fieldsIn,
  isFieldRef,
  isTab,
  type ListRef,
  nodeAt,
  type Part,
  type PartRef,
  type Piece,
  type Place,
  pathOf,
  refOf,
  withFields,
  withNode,
} from './parts.ts';

/** What a list can hold: rows of a subform take only fields, a group of tabs only tabs. */
export type ListKind = 'layout' | 'rows' | 'tabs';

export function listKind(form: Drawn, list: ListRef): ListKind | undefined {
  if (list === '') return 'layout';
  if (isFieldRef(list)) return fieldsIn(form, list) ? 'rows' : undefined;
  const [ref = '', column] = list.split('/');
  const node = nodeAt(form, ref);
  if (!node) return undefined;
  if (isTab(node)) return 'layout';
  if (column !== undefined) return node.kind === 'columns' && node.columns[Number(column)] ? 'layout' : undefined;
  if (node.kind === 'tabs') return 'tabs';
  return node.kind === 'section' ? 'layout' : undefined;
}

/** What stands in a list, in order; undefined when there is no such list. */
export function partsIn(form: Drawn, list: ListRef): readonly PartRef[] | undefined {
  if (list !== '' && isFieldRef(list)) return fieldsIn(form, list)?.map((field) => pathOf(list, field.key));
  return nodesIn(form, list)?.map(refOf);
}

export function nodesIn(form: Drawn, list: ListRef): readonly Part[] | undefined {
  if (list === '') return form.layout;
  const [ref = '', column] = list.split('/');
  const node = nodeAt(form, ref);
  if (!node) return undefined;
  if (isTab(node)) return node.children;
  if (node.kind === 'columns') return node.columns[Number(column)];
  if (node.kind === 'tabs') return node.tabs;
  return node.kind === 'section' ? node.children : undefined;
}

/** The lists a part holds: a section one, a group of tabs one (of tabs), columns one each, a subform its rows. */
export function listsOf(form: Drawn, ref: PartRef): readonly ListRef[] {
  if (isFieldRef(ref)) return fieldsIn(form, ref) ? [ref] : [];
  const node = nodeAt(form, ref);
  if (!node) return [];
  if (isTab(node) || node.kind === 'section' || node.kind === 'tabs') return [ref];
  return node.kind === 'columns' ? node.columns.map((_, index) => `${ref}/${index}`) : [];
}

/** Where a part stands now. */
export function placeOf(form: Drawn, ref: PartRef): Place | undefined {
  if (isFieldRef(ref) && fieldsetOf(ref) !== '') {
    const list = fieldsetOf(ref);
    const index = partsIn(form, list)?.indexOf(ref) ?? -1;
    return index < 0 ? undefined : { in: list, after: partsIn(form, list)?.[index - 1] ?? null };
  }
  const search = (nodes: readonly Part[], list: ListRef): Place | undefined => {
    for (const [index, node] of nodes.entries()) {
      const before = nodes[index - 1];
      if (refOf(node) === ref) return { in: list, after: before ? refOf(before) : null };
      const found = inside(node).reduce<Place | undefined>(
        (place, [inner, children]) => place ?? search(children, inner),
        undefined,
      );
      if (found) return found;
    }
    return undefined;
  };
  return search(form.layout, '');
}

function inside(node: Part): readonly (readonly [ListRef, readonly Part[]])[] {
  const ref = refOf(node);
  if (isTab(node)) return [[ref, node.children]];
  if (node.kind === 'tabs') return [[ref, node.tabs]];
  if (node.kind === 'columns') return node.columns.map((column, index) => [`${ref}/${index}`, column] as const);
  return node.kind === 'section' ? [[ref, node.children]] : [];
}

/** Everything on the canvas in reading order, containers before what is in them. */
export function partsOf(form: Drawn, list: ListRef = ''): PartRef[] {
  return (partsIn(form, list) ?? []).flatMap((ref) => [
    ref,
    ...listsOf(form, ref).flatMap((inner) => partsOf(form, inner)),
  ]);
}

/** Whether a list is a part's own or lies somewhere in it. */
export function isWithin(form: Drawn, list: ListRef, ref: PartRef): boolean {
  for (let at: ListRef | undefined = list; at !== undefined && at !== ''; ) {
    const owner: PartRef = at.split('/')[0] as string;
    if (owner === ref) return true;
    at = placeOf(form, owner)?.in;
  }
  return false;
}

/** A part with all that is in it, without taking it out. */
export function pieceAt(form: Drawn, ref: PartRef): Piece | undefined {
  if (isFieldRef(ref)) {
    const field = fieldAt(form, ref);
    if (!field) return undefined;
    const node = fieldsetOf(ref) === '' ? nodeAt(form, ref) : undefined;
    return { node: node ?? { kind: 'field', key: field.key }, fields: [field] };
  }
  const node = nodeAt(form, ref);
  return node && { node, fields: fieldsNamed(form, node) };
}

function fieldsNamed(form: Drawn, node: Part): FieldDefinition[] {
  const keys = isTab(node) ? fieldKeysOf(node.children) : fieldKeysOf([node]);
  const byKey = new Map(form.fields.map((field) => [field.key, field]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

export function takeOut(form: Drawn, ref: PartRef): { readonly form: Drawn; readonly piece: Piece } | undefined {
  const piece = pieceAt(form, ref);
  const place = placeOf(form, ref);
  if (!piece || !place) return undefined;
  const gone = new Set(piece.fields.map((field) => field.key));
  const rest = withFields(form, isFieldRef(ref) ? fieldsetOf(ref) : '', (fields) =>
    fields.filter((field) => !gone.has(field.key)),
  );
  const isRow = isFieldRef(ref) && fieldsetOf(ref) !== '';
  return {
    piece,
    form: isRow ? rest : withList(rest, place.in, (nodes) => nodes.filter((node) => refOf(node) !== ref)),
  };
}

/** The caller has made sure that the list takes this kind of part and that keys and ids are free. */
export function putIn(form: Drawn, place: Place, piece: Piece): Drawn {
  if (listKind(form, place.in) === 'rows') {
    const at = positionIn(partsIn(form, place.in) ?? [], place.after);
    return withFields(form, place.in, (fields) => fields.toSpliced(at, 0, ...piece.fields));
  }
  const more = withFields(form, '', (fields) => [...fields, ...piece.fields]);
  const placed = withList(more, place.in, (nodes) =>
    nodes.toSpliced(positionIn(nodes.map(refOf), place.after), 0, piece.node),
  );
  return inReadingOrder(placed);
}

function positionIn(parts: readonly PartRef[], after: PartRef | null): number {
  if (after === null) return 0;
  const index = parts.indexOf(after);
  return index < 0 ? parts.length : index + 1;
}

function withList(form: Drawn, list: ListRef, update: (nodes: readonly Part[]) => readonly Part[]): Drawn {
  // A list of the kind it was: the callers put nodes among nodes and tabs among tabs.
  const nodesFrom = (nodes: Layout) => update(nodes) as Layout;
  if (list === '') return { ...form, layout: nodesFrom(form.layout) };
  const [ref = '', column] = list.split('/');
  return withNode(form, ref, (node) => {
    if (isTab(node)) return { ...node, children: nodesFrom(node.children) };
    if (node.kind === 'section') return { ...node, children: nodesFrom(node.children) };
    if (node.kind === 'tabs') return { ...node, tabs: update(node.tabs) as readonly Tab[] };
    if (node.kind !== 'columns') return node;
    return {
      ...node,
      columns: node.columns.map((nodes, index) => (index === Number(column) ? nodesFrom(nodes) : nodes)),
    };
  });
}

/** How deep a node is nested in itself: a section with a section in it is 2. */
export function depthOf(node: Part): number {
  const lists = isTab(node) ? [node.children] : childLists(node);
  const deepest = Math.max(0, ...lists.flat().map(depthOf));
  return isTab(node) || lists.length === 0 ? deepest : deepest + 1;
}
