/** What modules need of forms: such fields cannot be taken out by whoever draws the form. */
import { DAILY_REPORT_FORM } from '@anshao/core/daily-reports/contract.ts';
import type { Usage } from '@anshao/core/forms/designing.ts';
import { many, sql } from '../base/database/sql.ts';
import type { UsageProvider } from '../forms/usages.ts';

/** The fields that filing, carrying over, anomalies and the board read by name. */
const readByDailyReports: readonly Pick<Usage, 'field' | 'options'>[] = [
  { field: 'date' },
  { field: 'items' },
  { field: 'items.item' },
  { field: 'items.label' },
  { field: 'items.answer', options: ['normal', 'abnormal', 'notApplicable'] },
  { field: 'items.description' },
  { field: 'items.photos' },
];

export const neededByDailyReports: UsageProvider = async (_db, form) =>
  form.key === DAILY_REPORT_FORM
    ? readByDailyReports.map((need) => ({ kind: 'module', name: '安全生产日报', ...need, isNeeded: true }))
    : [];

export const neededByPlans: UsageProvider = async (db, form) => {
  const plans = await many<{ name: string }>(
    db,
    sql`select name from plans where form_key = ${form.key} and status = 'active' order by name`,
  );
  return plans.map(({ name }) => ({ kind: 'plan', name, isNeeded: true }));
};
