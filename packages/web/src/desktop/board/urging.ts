/** Whom urging would reach and whom it would leave out, as the server decides it; pure. */
import type { MissingRow } from '@anshao/core/daily-reports/contract.ts';

type Row = Pick<MissingRow, 'personId' | 'state' | 'urge'>;

/** Without the right to see the setting, half an hour is only a guess for the button; the server decides. */
const guessedCoolDown = 30;

/** True within the cool-down after the last urging. @param coolDown minutes, as set */
export function isCooling(row: Pick<Row, 'urge'>, coolDown: number | undefined, now: number): boolean {
  return row.urge !== null && now - Date.parse(row.urge.at) < (coolDown ?? guessedCoolDown) * 60_000;
}

/** True once the back-fill window has closed: urging is no use any more. */
export function isClosed(row: Pick<Row, 'state'>): boolean {
  return row.state !== 'open';
}

/** Each person counts once, however many communities; each community is in at most one of the other three. */
export function urgeCounts(
  rows: readonly Row[],
  coolDown: number | undefined,
  now: number,
): { people: number; closed: number; nobody: number; cooling: number } {
  const people = new Set<string>();
  const counts = { closed: 0, nobody: 0, cooling: 0 };
  for (const row of rows) {
    if (isClosed(row)) counts.closed += 1;
    else if (row.personId === null) counts.nobody += 1;
    else if (isCooling(row, coolDown, now)) counts.cooling += 1;
    else people.add(row.personId);
  }
  return { people: people.size, ...counts };
}
