/** Loading districts: what ships (`presets/regions`), or any province and functional zones an operator gives. */
import { Problem } from '@anshao/core/base/errors.ts';
import type { DistrictRow } from '@anshao/core/org/contract.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { districtsByCode, type NewDistrict, saveDistricts } from './store.ts';

/**
 * Adds districts or renames those of the same code; loading the same rows again changes nothing.
 * @param rows those above come before those below, or stand in the directory already
 * @throws Problem `org.district-parent` for the first row whose parent is missing
 */
export async function seedDistricts(
  transaction: Transaction,
  rows: readonly DistrictRow[],
  runtime: Pick<Runtime, 'clock' | 'newId'>,
): Promise<{ created: number; updated: number }> {
  const known = new Map((await districtsByCode(transaction)).map((district) => [district.code, district.id]));
  const first = known.size;
  const saved = new Map<string, NewDistrict>();
  for (const row of rows) {
    const parentCode = row.parentCode ?? null;
    const parentId = parentCode === null ? null : known.get(parentCode);
    if (parentId === undefined) throw new Problem('org.district-parent', { name: row.name, parentCode });
    const id = known.get(row.code) ?? runtime.newId();
    known.set(row.code, id);
    // The last of two rows with one code wins, as it would if they were loaded one after the other.
    saved.set(row.code, {
      id,
      code: row.code,
      name: row.name,
      level: row.level,
      parentId,
      position: first + saved.size,
    });
  }
  return saveDistricts(transaction, [...saved.values()], runtime.clock.now());
}
