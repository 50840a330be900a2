/** Shared lists of entries with a place and a span of days in which they hold (DR-37). */
import type { DictionaryEntry } from '@anshao/core/forms/contract.ts';
import { many, one, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface Entry {
  id: string;
  code: string;
  label: string;
  position: number;
  districtId: string | null;
  effectiveFrom: string;
  effectiveTo: string | null;
  details: Record<string, unknown>;
  /** Code of the entry it stands below, in a tree. */
  parent?: string | null;
  /** What it was called before, the oldest first, each until that moment. */
  formerLabels?: readonly FormerLabel[];
}

export interface FormerLabel {
  readonly label: string;
  readonly until: string;
}

const columns = sql`id, code, label, position, district_id as "districtId", effective_from as "effectiveFrom",
  effective_to as "effectiveTo", details, parent, former_labels as "formerLabels"`;

export function allEntries(db: Queryable, dictionary: string): Promise<Entry[]> {
  return many(
    db,
    sql`select ${columns} from dictionary_entries where dictionary = ${dictionary} order by position, effective_from`,
  );
}

export async function revisionOf(db: Queryable, dictionary: string): Promise<number> {
  return (await one<{ revision: number }>(db, sql`select revision from dictionaries where key = ${dictionary}`))
    .revision;
}

/**
 * The entries in effect at a place on a day, in display order. A district's own entry stands in for the general one
 * with the same code.
 */
export function effectiveEntries(entries: readonly Entry[], districtId: string, date: string): Entry[] {
  const holding = entries.filter(
    (entry) =>
      (entry.districtId === null || entry.districtId === districtId) &&
      entry.effectiveFrom <= date &&
      (entry.effectiveTo === null || entry.effectiveTo >= date),
  );
  const byCode = new Map<string, Entry>();
  for (const entry of holding) {
    const known = byCode.get(entry.code);
    if (
      !known ||
      (known.districtId === null && entry.districtId !== null) ||
      (known.districtId === entry.districtId && known.effectiveFrom < entry.effectiveFrom)
    ) {
      byCode.set(entry.code, entry);
    }
  }
  return [...byCode.values()].sort(
    (one_, other) => one_.position - other.position || (one_.code < other.code ? -1 : 1),
  );
}

export function asDictionary(entries: readonly Entry[]): Map<string, DictionaryEntry> {
  return new Map(entries.map((entry) => [entry.code, { code: entry.code, label: entry.label, status: 'active' }]));
}

export async function ensureDictionary(transaction: Transaction, key: string, name: string): Promise<void> {
  await run(transaction, sql`insert into dictionaries (key, name) values (${key}, ${name}) on conflict do nothing`);
}

export async function insertEntries(
  transaction: Transaction,
  dictionary: string,
  entries: readonly Entry[],
): Promise<void> {
  for (const entry of entries) {
    await run(
      transaction,
      sql`insert into dictionary_entries (id, dictionary, code, label, position, district_id, effective_from, effective_to, details, parent)
          values (${entry.id}, ${dictionary}, ${entry.code}, ${entry.label}, ${entry.position}, ${entry.districtId},
            ${entry.effectiveFrom}, ${entry.effectiveTo}, ${JSON.stringify(entry.details)}, ${entry.parent ?? null})
          on conflict (id) do update set label = excluded.label, position = excluded.position, parent = excluded.parent,
            effective_from = excluded.effective_from, effective_to = excluded.effective_to, details = excluded.details`,
    );
  }
  await run(transaction, sql`update dictionaries set revision = revision + 1 where key = ${dictionary}`);
}

/** Entries of one dictionary kept until its revision moves: they are read for every record that is written. */
export function createEntryCache() {
  const kept = new Map<string, { revision: number; entries: Entry[] }>();
  return async (db: Queryable, dictionary: string, revision: number): Promise<Entry[]> => {
    const known = kept.get(dictionary);
    if (known && known.revision === revision) return known.entries;
    const entries = await allEntries(db, dictionary);
    kept.set(dictionary, { revision, entries });
    return entries;
  };
}

export type EntryCache = ReturnType<typeof createEntryCache>;
