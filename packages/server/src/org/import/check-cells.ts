/** What both kinds of sheet check of a cell. Each function gives the clean value, or undefined after adding a problem. */
import type { Place, Scope } from '@anshao/core/access/rights.ts';
import { covers } from '@anshao/core/access/rights.ts';
import { hasControlCharacter, narrow } from '../clean-text.ts';
import type { DistrictFinding, KnownDistrict } from './find-district.ts';
import type { CellProblems, ImportRow } from './problems.ts';

/** What stands in the cell, if it can be shown and stored at all. */
export function plain(row: ImportRow, field: string, problems: CellProblems): string | undefined {
  const value = (row.cells[field] ?? '').trim();
  if (!hasControlCharacter(value)) return value;
  problems.add(row.row, field, 'org.control-character');
  return undefined;
}

/** The cells that no check of its row looked at, which are kept with it all the same. */
export function checkUnread(rows: readonly ImportRow[], problems: CellProblems): void {
  for (const row of rows) {
    for (const field of Object.keys(row.cells)) {
      if (!problems.has(row.row, field)) plain(row, field, problems);
    }
  }
}

export function text(row: ImportRow, field: string, limit: number, problems: CellProblems): string | undefined {
  const value = plain(row, field, problems);
  if (value === undefined) return undefined;
  if (Array.from(value).length > limit) {
    problems.add(row.row, field, 'org.too-long', { limit });
    return undefined;
  }
  return value;
}

export function code(row: ImportRow, field: string, problems: CellProblems): string | undefined {
  const value = text(row, field, 40, problems);
  return value === undefined ? undefined : narrow(value);
}

export function required(
  row: ImportRow,
  field: string,
  value: string | undefined,
  problems: CellProblems,
): string | undefined {
  if (value !== '') return value;
  problems.add(row.row, field, 'org.blank');
  return undefined;
}

/** `null` when the cell is empty. */
export function number(
  row: ImportRow,
  field: string,
  [low, high]: readonly [number, number],
  problems: CellProblems,
): number | null | undefined {
  const typed = plain(row, field, problems);
  if (typed === undefined) return undefined;
  const value = narrow(typed);
  if (value === '') return null;
  const parsed = /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (parsed >= low && parsed <= high) return parsed;
  problems.add(row.row, field, 'org.cell-number', { low, high });
  return undefined;
}

export function district(
  row: ImportRow,
  value: string | undefined,
  find: (text: string) => DistrictFinding,
  problems: CellProblems,
): KnownDistrict | undefined {
  if (value === undefined) return undefined;
  const finding = find(narrow(value));
  if ('found' in finding) return finding.found;
  if ('ambiguous' in finding) problems.add(row.row, 'district', 'org.cell-ambiguous-district', { value });
  else {
    const suggestion = finding.nearest === undefined ? '' : `，是否应为“${finding.nearest}”？`;
    problems.add(row.row, 'district', 'org.cell-unknown-district', { value, suggestion });
  }
  return undefined;
}

export function withinScope(
  row: ImportRow,
  field: string,
  scope: Scope,
  place: Place,
  problems: CellProblems,
): boolean {
  if (covers(scope, place)) return true;
  problems.add(row.row, field, 'org.cell-out-of-scope');
  return false;
}

/** Finds what stands in two rows of one sheet. Only rows that will be written count: a refused row takes nothing away. */
export class Seen {
  readonly #rows = new Map<string, number>();

  /** To be asked last: a row is remembered when it has no problem. @param doubled by field, what the key is made of */
  check(row: ImportRow, key: string, doubled: Readonly<Record<string, string>>, problems: CellProblems): void {
    const earlier = this.#rows.get(key);
    if (earlier !== undefined) {
      const what = Object.entries(doubled).map(([field, value]) => `${problems.nameOf(field)} ${value}`);
      const field = Object.keys(doubled).at(-1)!;
      problems.add(row.row, field, 'org.cell-duplicate', { what: what.join('、'), row: earlier });
    } else if (!problems.rows.has(row.row)) {
      this.#rows.set(key, row.row);
    }
  }
}
