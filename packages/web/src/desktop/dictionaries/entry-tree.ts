/** The entries of a list as lines of a tree: those of the first level, each with the ones below it. Pure. */
import type { KeptEntry } from '@anshao/core/forms/dictionaries-contract.ts';

export interface EntryLine {
  readonly entry: KeptEntry;
  readonly depth: 0 | 1;
  readonly state: 'active' | 'stopped' | 'coming';
}

export function stateOf(entry: KeptEntry, today: string): EntryLine['state'] {
  if (entry.effectiveTo !== null && entry.effectiveTo < today) return 'stopped';
  return entry.effectiveFrom > today ? 'coming' : 'active';
}

/** What was asked for by words brings along what it stands below. */
export function linesOf(
  entries: readonly KeptEntry[],
  today: string,
  { q = '', showsStopped }: { readonly q?: string | undefined; readonly showsStopped: boolean },
): EntryLine[] {
  const tops = entries.filter((entry) => !isBelow(entry, entries));
  const shown = (entry: KeptEntry) =>
    (showsStopped || stateOf(entry, today) !== 'stopped') && (q === '' || wordsOf(entry).includes(q.toLowerCase()));
  return tops.flatMap((top): EntryLine[] => {
    const isFirst = tops.find((other) => other.code === top.code) === top;
    const below = isFirst ? entries.filter((entry) => entry.parent === top.code && isBelow(entry, entries)) : [];
    const found = below.filter(shown);
    if (!shown(top) && found.length === 0) return [];
    return [
      { entry: top, depth: 0, state: stateOf(top, today) },
      ...found.map((entry): EntryLine => ({ entry, depth: 1, state: stateOf(entry, today) })),
    ];
  });
}

/** A parent that is not there holds nothing below it. */
function isBelow({ parent }: KeptEntry, entries: readonly KeptEntry[]): boolean {
  return parent !== null && entries.some((other) => other.code === parent && other.parent === null);
}

function wordsOf({ code, label, details }: KeptEntry): string {
  return [code, label, ...synonymsOf(details)].join(' ').toLowerCase();
}

export function synonymsOf(details: KeptEntry['details']): string[] {
  const { synonyms } = details;
  return Array.isArray(synonyms) ? synonyms.filter((one): one is string => typeof one === 'string') : [];
}

/** All ids in order after one was moved among those beside it. */
export function movedIds(entries: readonly KeptEntry[], id: string, step: -1 | 1): string[] | undefined {
  const entry = entries.find((one) => one.id === id);
  const beside = entries.filter((one) => one.parent === entry?.parent);
  const at = beside.findIndex((one) => one.id === id);
  const other = beside[at + step];
  if (!entry || !other) return undefined;
  const ids = entries.map((one) => one.id);
  const [from, to] = [ids.indexOf(id), ids.indexOf(other.id)];
  ids[from] = other.id;
  ids[to] = id;
  return ids;
}
