/** How fast a report is checked, by the functions that the phone and the server both run. */
import { DAILY_REPORT_ITEMS } from '@anshao/core/daily-reports/contract.ts';
import { compileForm } from '@anshao/core/forms/compile.ts';
import type { FormContext } from '@anshao/core/forms/contract.ts';
import { dailyReportForm, dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { alone, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import type { Stand } from '../stand/stand.ts';

export async function measureChecks(stand: Stand): Promise<Figure[]> {
  const form = compileForm(dailyReportForm);
  const context: FormContext = {
    now: '2026-03-16T02:00:00.000Z',
    today: '2026-03-16',
    dictionaries: new Map([
      [
        DAILY_REPORT_ITEMS,
        new Map(dailyReportItems.map(({ code, label }) => [code, { code, label, status: 'active' as const }])),
      ],
    ]),
    supplied: { date: '2026-03-16' },
    files: new Map(),
  };
  const items = dailyReportItems.map(({ code }, index) => ({
    _id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    item: code,
    answer: 'normal',
  }));
  const seconds = stand.options.quick ? 0.3 : 1;
  const rates: number[] = [];
  await during('checks of a report', async (tell) => {
    for (let round = -1; round < 5; round++) {
      const began = performance.now();
      let checked = 0;
      while (performance.now() - began < seconds * 1000) {
        for (let turn = 0; turn < 100; turn++) {
          const { problems } = form.prepare({ items }, context);
          if (problems.length > 0) throw new Error(`a valid report has problems: ${JSON.stringify(problems)}`);
        }
        checked += 100;
      }
      if (round >= 0) rates.push(checked / ((performance.now() - began) / 1000));
      tell((round + 2) / 6);
    }
  });
  return [
    alone({ group: 'forms', name: 'reports of 15 items checked by the core', unit: 'reports/s', goal: null }, rates),
  ];
}
