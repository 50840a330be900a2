/** Verifying a row of the list: every day of its thing at once, and what to say of the days that were left out. */
import { type Anomaly, type Verification, verifyAnomaly } from '@anshao/core/daily-reports/contract.ts';
import { callApi } from '../../base/api.ts';
import { sentenceOf } from '../../base/sentences.ts';
import { monthDay } from '../../base/time.ts';
import { t } from '../text.ts';
import { daysOf } from './every-day.ts';

/** Throws `ApiProblem`. */
export function verifyEveryDay(anomaly: Pick<Anomaly, 'id' | 'days'>): Promise<Verification> {
  return callApi(verifyAnomaly, { params: { id: anomaly.id }, body: { allDays: daysOf(anomaly) > 1 } });
}

/** One line for each reason, with its days: `3月14日、3月15日：核实人不能是解决人本人`. */
export function skippedDaysSaid({ skippedDays }: Pick<Verification, 'skippedDays'>): string[] {
  return [...Map.groupBy(skippedDays, (day) => day.code)].map(
    ([code, days]) =>
      `${days.map((day) => monthDay(day.reportDate)).join(t('listComma'))}${t('colon')}${sentenceOf(code)}`,
  );
}
