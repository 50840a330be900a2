import { getReport } from '@anshao/core/daily-reports/contract.ts';
import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';

/** One filed report, whole. */
export const reportQuery = (id: string) =>
  queryOptions({ queryKey: ['report', id], queryFn: () => callApi(getReport, { params: { id } }) });
