import type { BatchCell } from '@anshao/core/daily-reports/contract.ts';
import { text } from '../text.ts';

const reasons = [
  ['normal', 'skipNormal'],
  ['alreadyResolved', 'skipResolved'],
  ['notApplicable', 'skipNotApplicable'],
  ['notAsked', 'skipNotAsked'],
] as const;

/** Why cells are skipped, with counts: “无异常1项，已解决1项”. */
export function skipWords(cells: readonly Pick<BatchCell, 'outcome'>[]): string {
  return reasons
    .map(([outcome, key]) => [key, cells.filter((cell) => cell.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([key, n]) => text(key, { n }))
    .join(text('comma'));
}
