/**
 * The list of items while it is being changed; pure. Every change gives a new list, and the former ones are kept by
 * the caller, so that each can be undone.
 */
import type { ItemEntry } from '@anshao/core/daily-reports/contract.ts';

export interface DraftItem extends ItemEntry {
  /** Not yet saved. */
  readonly isNew?: boolean;
}

export type ItemState = 'current' | 'upcoming' | 'stopping' | 'stopped';

export function stateOf(item: ItemEntry, today: string): ItemState {
  if (item.effectiveTo !== null && item.effectiveTo < today) return 'stopped';
  if (item.effectiveFrom > today) return 'upcoming';
  return item.effectiveTo === null ? 'current' : 'stopping';
}

/** In display order: by position, then the entry that holds longest last. */
export function inOrder(items: readonly DraftItem[]): DraftItem[] {
  return [...items].sort((a, b) => a.position - b.position || a.effectiveFrom.localeCompare(b.effectiveFrom));
}

/** A code that is not taken, for those who have no need of one of their own. */
export function freeCode(taken: readonly string[]): string {
  const known = new Set(taken);
  let number = known.size + 1;
  while (known.has(`item-${number}`)) number += 1;
  return `item-${number}`;
}

/** Moves one item to the place of another; the places themselves stay, so that only what lies between changes. */
export function moved(items: readonly DraftItem[], id: string, to: number): DraftItem[] {
  const list = inOrder(items);
  const from = list.findIndex((item) => item.id === id);
  const places = list.map((one) => one.position);
  const [item] = from >= 0 ? list.splice(from, 1) : [];
  if (!item) return list;
  list.splice(Math.max(0, Math.min(list.length, to)), 0, item);
  // Two at one place could not be told apart after the move: then all are numbered anew.
  const isUnique = new Set(places).size === places.length;
  return list.map((one, index) => {
    const position = (isUnique ? places[index] : undefined) ?? index + 1;
    return one.position === position ? one : { ...one, position };
  });
}

export function replaced(items: readonly DraftItem[], item: DraftItem): DraftItem[] {
  return items.some((one) => one.id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item];
}

export function isChanged(draft: readonly DraftItem[], saved: readonly ItemEntry[]): boolean {
  const known = new Map(saved.map((item) => [item.id, item]));
  return draft.length !== saved.length || draft.some((item) => !isSame(item, known.get(item.id)));
}

export function isSame(one: ItemEntry, other: ItemEntry | undefined): boolean {
  return (
    other !== undefined &&
    one.code === other.code &&
    one.label === other.label &&
    one.guidance === other.guidance &&
    one.position === other.position &&
    one.districtId === other.districtId &&
    one.effectiveFrom === other.effectiveFrom &&
    one.effectiveTo === other.effectiveTo
  );
}
