/** Calls as React sees them: cached reads, pages that follow a cursor, and writes that say when they fail. */
import type { Call } from '@anshao/core/base/call.ts';
import {
  keepPreviousData,
  QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { App } from 'antd';
import type { TSchema } from 'typebox';
import { type ApiProblem, asApiProblem, type CallAnswer, type CallInput, callApi } from '../base/api.ts';
import { t } from './text.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; only what got lost on the way is asked for again.
      retry: (failures, error) => failures < 2 && asApiProblem(error).isTransient,
      refetchOnWindowFocus: false,
    },
  },
});

export interface ReadOptions {
  readonly enabled?: boolean;
  /** Keeps showing the former answer while a new filter loads, so that nothing jumps. */
  readonly keep?: boolean;
  readonly every?: number | false;
}

/** A read may ask with a body too (a preview of many rows); two different questions must not share an answer. */
export function keyOf(call: Call, input: { params?: unknown; query?: unknown; body?: unknown }): readonly unknown[] {
  return [call.name, input.params ?? null, input.query ?? null, input.body ?? null];
}

export function useCall<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
  R extends TSchema | undefined,
>(
  call: Call<P, Q, B, R>,
  input: CallInput<P, Q, B>,
  options: ReadOptions = {},
): UseQueryResult<CallAnswer<R>, ApiProblem> {
  return useQuery<CallAnswer<R>, ApiProblem>({
    queryKey: keyOf(call, input as { params?: unknown; query?: unknown; body?: unknown }),
    queryFn: ({ signal }) => callApi(call, input, { signal }),
    enabled: options.enabled ?? true,
    placeholderData: options.keep ? keepPreviousData : undefined,
    refetchInterval: options.every ?? false,
  });
}

type RowOf<R> = CallAnswer<R> extends { rows: readonly (infer Row)[] } ? Row : never;

export interface Pages<R> {
  readonly rows: readonly RowOf<R>[];
  /** The newest page as answered, for totals beside the rows. */
  readonly first: CallAnswer<R> | undefined;
  readonly result: UseInfiniteQueryResult<unknown, ApiProblem>;
}

/** Rows page by page, following the keyset cursor. */
export function usePages<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
  R extends TSchema | undefined,
>(call: Call<P, Q, B, R>, input: CallInput<P, Q, B>, options: ReadOptions & { limit?: number } = {}): Pages<R> {
  const asked = input as { params?: unknown; query?: Record<string, unknown>; body?: Record<string, unknown> };
  const result = useInfiniteQuery({
    queryKey: [...keyOf(call, asked), 'pages'],
    queryFn: async ({ signal, pageParam }) => {
      const page = { limit: options.limit ?? 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      // A question too long for an address goes in the body, and its page with it. The schema of either has `cursor`
      // and `limit` for every paged call; the generic cannot know that.
      const turned = asked.body ? { body: { ...asked.body, ...page } } : { query: { ...asked.query, ...page } };
      const answer = await callApi(call, { ...asked, ...turned } as unknown as CallInput<P, Q, B>, { signal });
      return answer as CallAnswer<R> & { rows: RowOf<R>[]; next?: string };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    enabled: options.enabled ?? true,
    placeholderData: options.keep === false ? undefined : keepPreviousData,
  });
  const pages = result.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.rows),
    first: pages[0],
    result: result as unknown as UseInfiniteQueryResult<unknown, ApiProblem>,
  };
}

export interface WriteOptions<Answer, Input> {
  /** Said when it worked; leave out when the screen itself shows it. */
  readonly done?: (answer: Answer, input: Input) => string;
  /** Queries, by call, that show something else now. */
  readonly touches?: readonly Call[];
  readonly after?: (answer: Answer, input: Input) => void;
  /** True when the form shows the problem itself. */
  readonly onProblem?: (problem: ApiProblem) => boolean;
}

/** A write: says what went wrong with its trace number, and refreshes what it touched. */
export function useWrite<Input, Answer>(
  write: (input: Input) => Promise<Answer>,
  options: WriteOptions<Answer, Input> = {},
) {
  const { message } = App.useApp();
  return useMutation<Answer, ApiProblem, Input>({
    mutationFn: write,
    onSuccess: (answer, input) => {
      for (const call of options.touches ?? []) void queryClient.invalidateQueries({ queryKey: [call.name] });
      const sentence = options.done?.(answer, input);
      if (sentence) message.success(sentence);
      options.after?.(answer, input);
    },
    onError: (error) => {
      const problem = asApiProblem(error);
      if (options.onProblem?.(problem)) return;
      message.error(sayProblem(problem), 6);
    },
  });
}

/** All of a problem in one line: the sentence, each value that is wrong, and the trace number. */
export function sayProblem(problem: ApiProblem): string {
  const values = problem.problems.map((one) => (one.path ? `${one.path}: ${one.message}` : one.message));
  const said = [problem.message, ...values].join(t('semicolon'));
  return problem.trace && problem.status >= 500 ? `${said} [${t('traceNumber')} ${problem.trace}]` : said;
}
