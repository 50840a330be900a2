import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Finder, Found, FoundPage } from './find.ts';

/** Waits until the typing pauses, so that not every letter asks the server. */
export function useSettled<T>(value: T, milliseconds = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

export interface FoundRows {
  readonly rows: readonly Found[];
  readonly isAsking: boolean;
  /** The rows answer the words as they stand typed now. */
  readonly isCurrent: boolean;
  readonly problem: Error | null;
  /** The rows were seen earlier: the server could not be asked. */
  readonly isKept: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** What a finder finds for the words typed so far, page after page. */
export function useFound({ from, find }: Finder, typed: string, enabled = true): FoundRows {
  const words = useSettled(typed.trim());
  const result = useInfiniteQuery({
    queryKey: ['found', ...from, words],
    queryFn: ({ pageParam }) => find(words, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    enabled,
    placeholderData: (before) => before,
    // What was kept gives way as soon as there is signal again.
    staleTime: ({ state }) => (isKept(state.data) ? 0 : 30_000),
    refetchOnReconnect: true,
  });
  return {
    rows: result.data?.pages.flatMap((page) => page.rows) ?? [],
    isAsking: result.isFetching,
    isCurrent: words === typed.trim() && !result.isFetching && !result.isPlaceholderData,
    problem: result.error,
    isKept: isKept(result.data),
    hasMore: result.hasNextPage && !result.isFetching,
    more: () => void result.fetchNextPage(),
    again: () => void result.refetch(),
  };
}

function isKept(found: InfiniteData<FoundPage> | undefined): boolean {
  return found?.pages.some((page) => page.isKept) ?? false;
}
