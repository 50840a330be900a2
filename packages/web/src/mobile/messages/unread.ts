import { listMyMessages } from '@anshao/core/messaging/contract.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';

export const myMessagesQuery = queryOptions({
  queryKey: ['messages'],
  queryFn: () => callApi(listMyMessages, { query: { limit: 50 } }),
});

export function useMyMessages() {
  return useQuery(myMessagesQuery);
}
