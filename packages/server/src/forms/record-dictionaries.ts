/** The dictionaries a form names, as they hold at a place on a day. */
import type { DictionaryEntry, Fieldset } from '@anshao/core/forms/contract.ts';
import { isDictionary } from '@anshao/core/forms/rows-from.ts';
import type { Queryable } from '../base/database/sql.ts';
import { type Entry, type EntryCache, effectiveEntries } from './dictionaries.ts';

/** An entry as forms see it, with its place in a tree. */
export type PlacedEntry = DictionaryEntry & { readonly parent?: string };
export type Dictionaries = ReadonlyMap<string, ReadonlyMap<string, PlacedEntry>>;

const named = new WeakMap<Fieldset, readonly string[]>();

/** Keys of the dictionaries that fields of the form and of its subforms take their options or rows from. */
export function dictionariesOf(fieldset: Fieldset): readonly string[] {
  let known = named.get(fieldset);
  if (!known) {
    known = [...new Set(fieldset.fields.flatMap(keysOf))];
    named.set(fieldset, known);
  }
  return known;
}

function keysOf(field: Fieldset['fields'][number]): readonly string[] {
  if (field.type === 'subform') {
    const rows = field.rowsFrom && isDictionary(field.rowsFrom) ? [field.rowsFrom.dictionary] : [];
    return [...rows, ...dictionariesOf(field)];
  }
  return 'dictionary' in field && typeof field.dictionary === 'string' ? [field.dictionary] : [];
}

/**
 * @param revisions of all dictionaries, by key; one that there is not comes as an empty one, so that it is told as an
 * unknown option and not as a bug
 * @param districtId null: only what holds everywhere
 */
export async function dictionariesAt(
  db: Queryable,
  entries: EntryCache,
  fieldset: Fieldset,
  revisions: Readonly<Record<string, number>> | null,
  districtId: string | null,
  day: string,
): Promise<Dictionaries> {
  const loaded = await Promise.all(
    dictionariesOf(fieldset).map(async (key) => {
      const revision = revisions?.[key];
      const all = revision === undefined ? [] : await entries(db, key, revision);
      return [key, holding(all, districtId, day)] as const;
    }),
  );
  return new Map(loaded);
}

/** Entries in effect, in order, and behind them those that are not any more or not yet: old records name them. */
function holding(entries: readonly Entry[], districtId: string | null, day: string): Map<string, PlacedEntry> {
  // No district has an empty id, so that only general entries are left.
  const effective = effectiveEntries(entries, districtId ?? '', day);
  const found = new Map(effective.map((entry) => [entry.code, placed(entry, 'active')]));
  for (const entry of entries) {
    const isForPlace = entry.districtId === null || entry.districtId === districtId;
    if (isForPlace && !found.has(entry.code)) found.set(entry.code, placed(entry, 'stopped'));
  }
  return found;
}

function placed({ code, label, details, parent }: Entry, status: 'active' | 'stopped'): PlacedEntry {
  const { tone, score, required } = details;
  return {
    code,
    label,
    status,
    ...(typeof tone === 'string' && { tone: tone as NonNullable<DictionaryEntry['tone']> }),
    ...(typeof score === 'number' && { score }),
    ...(typeof required === 'boolean' && { required }),
    ...(parent && { parent }),
  };
}
