/** Dictionaries of packages. Entries are known by their codes; what is there stays as it is, also when it went there. */
import type { PackagedDictionary } from '@anshao/core/apps/package.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import { ensureDictionary, insertEntries } from '../forms/dictionaries.ts';
import { codesOf } from './package-store.ts';

/** Holds from the beginning of everything, so that what is filed for a day long past finds it too. */
const always = '2000-01-01';

export async function missingEntries(db: Queryable, dictionary: PackagedDictionary): Promise<string[]> {
  const known = await codesOf(db, dictionary.key);
  return dictionary.entries.map(({ code }) => code).filter((code) => !known.has(code));
}

/** Makes the dictionary when it is not there, and adds the entries with these codes. */
export async function addEntries(
  transaction: Transaction,
  { key, name, entries }: PackagedDictionary,
  codes: readonly string[],
  newId: () => string,
): Promise<void> {
  await ensureDictionary(transaction, key, name);
  const wanted = new Set(codes);
  if (wanted.size === 0) return;
  await insertEntries(
    transaction,
    key,
    entries.flatMap(({ code, label, parent, details }, position) =>
      wanted.has(code)
        ? [
            {
              id: newId(),
              code,
              label,
              position,
              parent: parent ?? null,
              districtId: null,
              effectiveFrom: always,
              effectiveTo: null,
              details: { ...details },
            },
          ]
        : [],
    ),
  );
}
