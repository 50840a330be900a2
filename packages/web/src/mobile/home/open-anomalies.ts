import { type Anomaly, listAnomalies } from '@anshao/core/daily-reports/contract.ts';
import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { askOrKept } from '../storage/kept-answer.ts';

/** Unresolved anomalies, the oldest first; more than a page of them only count as “50+”. */
export const openAnomaliesQuery = (communityId: string) =>
  queryOptions({
    queryKey: ['anomalies', 'open', communityId],
    queryFn: () =>
      askOrKept(`anomalies open ${communityId}`, () =>
        callApi(listAnomalies, { query: { state: 'open', limit: 50, ...(communityId ? { communityId } : {}) } }),
      ),
  });

/** One anomaly reported on several days is one thing to do: the latest day of each, the longest unsolved first. */
export function distinctAnomalies<One extends Pick<Anomaly, 'originId' | 'reportDate' | 'firstDate'>>(
  rows: readonly One[],
): One[] {
  const latest = new Map<string, One>();
  for (const row of rows) {
    const known = latest.get(row.originId);
    if (!known || known.reportDate < row.reportDate) latest.set(row.originId, row);
  }
  return [...latest.values()].sort((a, b) => a.firstDate.localeCompare(b.firstDate));
}
