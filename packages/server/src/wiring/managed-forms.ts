/** Forms whose records a module makes and answers for: over the records' own calls they can only be read. */
import { DAILY_REPORT_FORM } from '@anshao/core/daily-reports/contract.ts';
import type { ManagedForms } from '../forms/record-forms.ts';

export const managedForms: ManagedForms = new Map([
  [DAILY_REPORT_FORM, { module: 'dailyReports', read: 'dailyReport.read' }],
]);
