/** Districts as they ship. Any file of the same shape can be read, whatever the province. */
import type { DistrictRow } from '@anshao/core/org/contract.ts';
import guangdong from './guangdong.json' with { type: 'json' };

export interface RegionFile {
  readonly source: string;
  /** Codes of functional zones that no national standard has. */
  readonly operatorGiven: readonly string[];
  /** `[code, name, level, parentCode]`; those above come before those below. */
  readonly rows: readonly (readonly (string | null)[])[];
}

export const guangdongRegions: RegionFile = guangdong;

/**
 * A district with all below it and those above it, ready for `seedDistricts`.
 * @param code of a province (`44`), city (`4413`) or county (`441302`)
 * @param levels the levels to take; streets are many and rarely needed
 */
export function districtsUnder(
  region: RegionFile,
  code: string,
  levels: readonly DistrictRow['level'][] = ['province', 'city', 'county'],
): DistrictRow[] {
  const rows = region.rows.map(rowOf);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const above = new Set<string>();
  for (let row = byCode.get(code); row; row = row.parentCode ? byCode.get(row.parentCode) : undefined)
    above.add(row.code);
  const isBelow = (row: DistrictRow): boolean => {
    if (row.code === code) return true;
    const parent = row.parentCode ? byCode.get(row.parentCode) : undefined;
    return parent !== undefined && isBelow(parent);
  };
  return rows.filter((row) => levels.includes(row.level) && (above.has(row.code) || isBelow(row)));
}

function rowOf([code, name, level, parentCode]: readonly (string | null)[]): DistrictRow {
  if (!code || !name || (level !== 'province' && level !== 'city' && level !== 'county' && level !== 'street')) {
    throw new Error(`not a district: ${code} ${name} ${level}`);
  }
  return { code, name, level, parentCode: parentCode ?? null };
}
