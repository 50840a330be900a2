import { afterEach, expect, test, vi } from 'vitest';
import { skippedDaysSaid, verifyEveryDay } from './verify.ts';

afterEach(() => vi.unstubAllGlobals());

test('the days that were left out are said by reason', () => {
  const skipped = (reportDate: string, code: 'daily-reports.verify-own' | 'daily-reports.not-resolved') => ({
    id: reportDate,
    reportDate,
    code,
  });
  const said = skippedDaysSaid({
    skippedDays: [
      skipped('2024-03-13', 'daily-reports.verify-own'),
      skipped('2024-03-14', 'daily-reports.not-resolved'),
      skipped('2024-03-15', 'daily-reports.verify-own'),
    ],
  });
  expect(said).toEqual(['3月13日、3月15日：核实人不能是解决人本人', '3月14日：该异常还没有解决']);
});

test('a thing of many days is verified with one call, one of a single day as such', async () => {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    sent.push(`${address} ${init.body}`);
    return Response.json({ id: 'a', verifiedDays: [], skippedDays: [] });
  });
  await verifyEveryDay({ id: 'a', days: 3 });
  await verifyEveryDay({ id: 'a' });
  expect(sent).toEqual(['/api/anomalies/a/verify {"allDays":true}', '/api/anomalies/a/verify {"allDays":false}']);
});
