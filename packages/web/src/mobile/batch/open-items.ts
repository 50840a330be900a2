/** Items with something unresolved in these reports, with how many days each; the most frequent first (DR-34). */
import type { ReportCard } from '@anshao/core/daily-reports/contract.ts';

export interface OpenItem {
  readonly code: string;
  readonly number: number;
  readonly label: string;
  readonly count: number;
}

type Card = Pick<ReportCard, 'id' | 'anomalies'>;

export function openItems(reports: readonly Card[]): OpenItem[] {
  const items = new Map<string, OpenItem>();
  for (const { anomalies } of reports)
    for (const { state, itemCode: code, itemNumber: number, itemLabel: label } of anomalies) {
      if (state !== 'open') continue;
      items.set(code, { code, number, label, count: (items.get(code)?.count ?? 0) + 1 });
    }
  return [...items.values()].sort((a, b) => b.count - a.count || a.number - b.number);
}

/** “所有天的同一异常”: the reports in which this item is unresolved. */
export function reportsWithItem(reports: readonly Card[], code: string): string[] {
  return reports
    .filter((report) => report.anomalies.some((one) => one.state === 'open' && one.itemCode === code))
    .map((report) => report.id);
}
