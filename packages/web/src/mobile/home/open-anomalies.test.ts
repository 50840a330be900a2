import { expect, test } from 'vitest';
import { distinctAnomalies } from './open-anomalies.ts';

test('an anomaly of many days is one thing to do, shown by its latest day, the oldest anomaly first', () => {
  const row = (originId: string, firstDate: string, reportDate: string) => ({ originId, firstDate, reportDate });
  const rows = [
    row('lift', '2024-03-12', '2024-03-12'),
    row('e-bike', '2024-03-01', '2024-03-14'),
    row('lift', '2024-03-12', '2024-03-15'),
    row('lift', '2024-03-12', '2024-03-13'),
  ];
  expect(distinctAnomalies(rows)).toEqual([rows[1], rows[2]]);
});
