import { expect, test } from 'vitest';
import { openItems, reportsWithItem } from './open-items.ts';
import { skipWords } from './skip-words.ts';

const anomaly = (itemCode: string, itemNumber: number, state: 'open' | 'resolved') => ({
  id: itemCode,
  itemCode,
  itemNumber,
  itemLabel: itemCode,
  state,
  firstDate: '2024-03-12',
});
const reports = [
  { id: 'r12', anomalies: [anomaly('lift', 5, 'open'), anomaly('e-bike', 15, 'open')] },
  { id: 'r13', anomalies: [anomaly('e-bike', 15, 'open'), anomaly('lift', 5, 'resolved')] },
  { id: 'r14', anomalies: [anomaly('e-bike', 15, 'resolved')] },
];

test('items that are unresolved on most days come first, resolved ones do not count', () => {
  expect(openItems(reports).map(({ code, count }) => [code, count])).toEqual([
    ['e-bike', 2],
    ['lift', 1],
  ]);
});

test('the same anomaly of all days means the days on which it is still open', () => {
  expect(reportsWithItem(reports, 'e-bike')).toEqual(['r12', 'r13']);
});

test('what is skipped is counted by reason', () => {
  const cells = (['willResolve', 'normal', 'alreadyResolved', 'normal'] as const).map((outcome) => ({ outcome }));
  expect(skipWords(cells)).toBe('无异常2项，已解决1项');
});
