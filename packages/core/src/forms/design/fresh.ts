/** Keys and ids for what is new, and for what is put where its own are taken already. */
import type { FieldDefinition, LayoutNode } from '../contract.ts';
import { childLists, withChildLists } from '../layout.ts';
import { isReservedKey } from '../naming.ts';
import { isTab, type Part, type Piece } from './parts.ts';

const longestKey = 40;

/** The wish itself while it is free, else the first free one with a number: `level`, `level2`, `level3`. */
export function freeKey(wish: string, taken: ReadonlySet<string>): string {
  const isFree = (key: string) => !taken.has(key) && !isReservedKey(key);
  if (isFree(wish)) return wish;
  const stem = wish.replace(/\d+$/, '') || wish;
  for (let number = 2; ; number++) {
    const key = `${stem.slice(0, longestKey - String(number).length)}${number}`;
    if (isFree(key)) return key;
  }
}

export interface Renewed {
  readonly piece: Piece;
  /** Only what changed, old key → new one, of the piece's own fields (not those of rows in it). */
  readonly keys: ReadonlyMap<string, string>;
}

/** A piece whose keys and ids are free where it goes. Keys inside a subform's rows stay: nothing else is there. */
export function renewed(piece: Piece, takenKeys: ReadonlySet<string>, takenIds: ReadonlySet<string>): Renewed {
  const keysTaken = new Set(takenKeys);
  const idsTaken = new Set(takenIds);
  const keys = new Map<string, string>();
  const fields = piece.fields.map((field): FieldDefinition => {
    const key = freeKey(field.key, keysTaken);
    keysTaken.add(key);
    if (key === field.key) return field;
    keys.set(field.key, key);
    return { ...field, key };
  });
  const freshId = (id: string) => {
    const free = freeKey(id, idsTaken);
    idsTaken.add(free);
    return free;
  };
  const node = renewedNode(piece.node, (key) => keys.get(key) ?? key, freshId);
  return { piece: { node, fields }, keys };
}

function renewedNode<Node extends Part>(node: Node, key: (key: string) => string, id: (id: string) => string): Node {
  const inner = (nodes: readonly LayoutNode[]) => nodes.map((one) => renewedNode(one, key, id));
  const given: Part = node;
  // Each branch gives back the kind of node it was handed.
  if (isTab(given)) return { ...given, id: id(given.id), children: inner(given.children) } as Part as Node;
  if (given.kind === 'field') return { ...given, key: key(given.key) } as Node;
  const own = { ...given, id: id(given.id) };
  if (own.kind === 'tabs')
    return { ...own, tabs: own.tabs.map((tab) => renewedNode(tab, key, id)) } as LayoutNode as Node;
  return withChildLists(own, childLists(own).map(inner)) as Node;
}
