/** The states of a list that follows a cursor: waiting, failed, empty, rows with more to load. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Pages } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';

export function PagedList({
  pages,
  empty,
  children,
}: {
  pages: { readonly rows: readonly unknown[]; readonly result: Pages<unknown>['result'] };
  empty: ReactNode;
  children: ReactNode;
}) {
  const { result, rows } = pages;
  if (result.isPending) return <Bones />;
  if (result.error && rows.length === 0) return <Failure problem={result.error} retry={() => void result.refetch()} />;
  if (rows.length === 0) return empty;
  return (
    <>
      {children}
      <div className="list-foot" aria-live="polite">
        {result.hasNextPage ? (
          <>
            <span>{t('shown', { count: rows.length })}</span>
            <Button loading={result.isFetchingNextPage} onClick={() => void result.fetchNextPage()}>
              {t('more')}
            </Button>
          </>
        ) : (
          <span>{t('allShown', { count: rows.length })}</span>
        )}
      </div>
    </>
  );
}
