/** Resolving many at once (DR-32 … DR-36): what each pair of report and item will come to, before anything is written. */
import type { AnomalyState, Answer, BatchCell } from './contract.ts';

export interface BatchReport {
  readonly id: string;
  readonly reportDate: string;
  readonly communityName: string;
  readonly items: ReadonlyMap<
    string,
    { readonly label: string; readonly answer: Answer; readonly anomaly: AnomalyState | null }
  >;
}

/** Every chosen item of every chosen report, once; only open anomalies are resolved, all else is left untouched. */
export function planBatch(reports: readonly BatchReport[], itemCodes: readonly string[]): BatchCell[] {
  const codes = [...new Set(itemCodes)];
  const labels = new Map(
    reports.flatMap((report) => [...report.items].map(([code, item]) => [code, item.label] as const)),
  );
  return reports.flatMap((report) =>
    codes.map((code) => {
      const item = report.items.get(code);
      return {
        reportId: report.id,
        reportDate: report.reportDate,
        communityName: report.communityName,
        itemCode: code,
        itemLabel: item?.label ?? labels.get(code) ?? code,
        outcome: outcomeOf(item),
      };
    }),
  );
}

function outcomeOf(item: { answer: Answer; anomaly: AnomalyState | null } | undefined): BatchCell['outcome'] {
  if (!item) return 'notAsked';
  if (item.answer !== 'abnormal') return item.answer === 'normal' ? 'normal' : 'notApplicable';
  return item.anomaly === 'open' ? 'willResolve' : 'alreadyResolved';
}
