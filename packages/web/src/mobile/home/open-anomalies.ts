import { listAnomalies } from '@anshao/core/daily-reports/contract.ts';
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
