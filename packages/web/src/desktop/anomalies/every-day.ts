/** The same thing reported on several days: one row in a list, several anomalies underneath. */
import { type Anomaly, listAnomalies } from '@anshao/core/daily-reports/contract.ts';
import { callApi } from '../../base/api.ts';

/** On how many days it stands in its state. Only lists by thing tell; elsewhere an anomaly speaks for its own day. */
export function daysOf(anomaly: Pick<Anomaly, 'days'>): number {
  return anomaly.days ?? 1;
}

/** True when earlier days of the same thing may be open too. */
export function isOfManyDays(anomaly: Pick<Anomaly, 'days' | 'firstDate' | 'reportDate'>): boolean {
  return anomaly.days === undefined ? anomaly.firstDate < anomaly.reportDate : anomaly.days > 1;
}

/** All days on which the thing stands in the state of this row, the row itself included. Throws `ApiProblem`. */
export async function everyDayOf(anomaly: Anomaly): Promise<Anomaly[]> {
  if (daysOf(anomaly) === 1) return [anomaly];
  const { communityId, itemCode, state, originId } = anomaly;
  const days: Anomaly[] = [];
  let cursor: string | undefined;
  do {
    const query = { by: 'day', communityId, itemCode, state, limit: 200, cursor } as const;
    const page = await callApi(listAnomalies, { query });
    days.push(...page.rows.filter((row) => row.originId === originId));
    cursor = page.next;
  } while (cursor !== undefined && days.length < daysOf(anomaly));
  return days;
}
