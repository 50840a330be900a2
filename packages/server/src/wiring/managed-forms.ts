/** Forms whose records a module makes and answers for: over the records' own calls they can only be read. */
import { DAILY_REPORT_FORM, DAILY_REPORT_ITEMS } from '@anshao/core/daily-reports/contract.ts';
import type { ManagedForms } from '../forms/record-forms.ts';

export const managedForms: ManagedForms = new Map([
  [DAILY_REPORT_FORM, { module: 'dailyReports', read: 'dailyReport.read' }],
]);

/** Lists that have a page of their own, with rules of their own. */
export const managedDictionaries: ReadonlySet<string> = new Set([DAILY_REPORT_ITEMS]);
