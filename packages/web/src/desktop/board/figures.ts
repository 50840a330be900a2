/** Figures of the board, worked out from its rows; pure. */
import type { BoardRow } from '@anshao/core/daily-reports/contract.ts';

export type Figures = Pick<BoardRow, 'expected' | 'onTime' | 'late' | 'open' | 'missed'>;

export function filed(row: Figures): number {
  return row.onTime + row.late;
}

export function notFiled(row: Figures): number {
  return row.open + row.missed;
}

/** `72.5`; null when nothing was expected, for then there is no rate. */
export function percent(part: number, whole: number): string | null {
  return whole > 0 ? ((part / whole) * 100).toFixed(1) : null;
}

export type CellKind = 'none' | 'now' | 'missed' | 'late' | 's0' | 's1' | 's2' | 's3' | 's4' | 's5';

/**
 * How one day of a row looks: a community's day has a state, a group's day a shade by the share missing (full shade
 * from 20 %). The day still running is no miss yet.
 */
export function cellKind(day: BoardRow['strip'][number], kind: BoardRow['kind'], running: boolean): CellKind {
  if (day.expected === 0) return 'none';
  if (running && day.missing > 0) return 'now';
  if (kind === 'community') {
    if (day.missing > 0) return 'missed';
    return day.late > 0 ? 'late' : 's0';
  }
  if (day.missing === 0) return 's0';
  const share = day.missing / day.expected;
  if (share <= 0.05) return 's1';
  if (share <= 0.1) return 's2';
  if (share <= 0.15) return 's3';
  return share < 0.2 ? 's4' : 's5';
}
