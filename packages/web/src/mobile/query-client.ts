import { QueryClient } from '@tanstack/react-query';
import { asApiProblem } from '../base/api.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // `navigator.onLine` is often wrong inside WeChat; asking tells the truth, and kept answers stand in.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => failures < 1 && asApiProblem(error).isTransient && navigator.onLine,
      retryDelay: 1_000,
    },
    mutations: { networkMode: 'always' },
  },
});
