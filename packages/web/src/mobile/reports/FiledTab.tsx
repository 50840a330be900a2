import { listReports } from '@anshao/core/daily-reports/contract.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { addMonths, daysOfMonth, plainDate } from '../../base/time.ts';
import { MoreRows } from '../frame/MoreRows.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { CommunitySheet } from '../home/CommunitySheet.tsx';
import { openAnomaliesQuery } from '../home/open-anomalies.ts';
import { text } from '../text.ts';
import { DateSheet } from './DateSheet.tsx';
import { FiledCard } from './FiledCard.tsx';
import { MonthCalendar } from './MonthCalendar.tsx';

export interface FiledTabProps {
  readonly communities: readonly { readonly id: string; readonly name: string }[];
  readonly community: { readonly id: string; readonly name: string } | undefined;
}

/** Filed reports with their filters in the address: state of anomalies, a day or a range of days (DR-26, DR-27). */
export function FiledTab({ communities, community }: FiledTabProps) {
  const [search, setSearch] = useSearchParams();
  const [sheet, setSheet] = useState<'community' | 'dates'>();
  const unresolved = search.get('anomaly') === 'unresolved';
  const from = search.get('from') ?? '';
  const to = search.get('to') ?? '';
  const filter = {
    ...(community ? { communityId: community.id } : {}),
    ...(unresolved ? { anomaly: 'unresolved' as const } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  const reports = useInfiniteQuery({
    queryKey: ['reports', filter],
    queryFn: ({ pageParam }) =>
      callApi(listReports, { query: { ...filter, limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const open = useQuery(openAnomaliesQuery(community?.id ?? '')).data?.value;
  const withOpen = open && new Set(open.rows.map((one) => one.reportId)).size;
  const put = (changes: Record<string, string>) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [key, value] of Object.entries(changes)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      },
      { replace: true },
    );
  const rows = reports.data?.pages.flatMap((page) => page.rows) ?? [];
  const today = plainDate(Date.now());
  const month = (from || today).slice(0, 7);
  const setDay = (day: string) => put(day === from && day === to ? { from: '', to: '' } : { from: day, to: day });
  const setMonth = (next: string) => put({ from: `${next}-01`, to: daysOfMonth(next).at(-1) ?? '' });

  return (
    <>
      {community && (
        <MonthCalendar
          communityId={community.id}
          month={month}
          today={today}
          selected={from && from === to ? from : ''}
          onDay={setDay}
          onMonth={(step) => setMonth(addMonths(month, step))}
        />
      )}
      <div className="chips">
        <button type="button" className="chip" aria-pressed={!unresolved} onClick={() => put({ anomaly: '' })}>
          {text('all')}
        </button>
        <button
          type="button"
          className="chip"
          aria-pressed={unresolved}
          onClick={() => put({ anomaly: unresolved ? '' : 'unresolved' })}
        >
          {text('filterUnresolved')}
          {withOpen !== undefined && withOpen > 0 && (open?.next ? `${withOpen}+` : withOpen)}
        </button>
        <button
          type="button"
          className="chip"
          aria-pressed={from !== '' || to !== ''}
          onClick={() => setSheet('dates')}
        >
          <Icon name="calendar" size={16} />
          {from || to ? dateWords(from, to) : text('filterDates')}
        </button>
        {communities.length > 1 && (
          <button
            type="button"
            className="chip"
            aria-pressed={community !== undefined}
            onClick={() => setSheet('community')}
          >
            {community?.name ?? text('allCommunities')}
            <Icon name="down" size={14} />
          </button>
        )}
      </div>
      {reports.isPending && <Loading cards={3} height={140} />}
      {reports.isError && <Failure error={reports.error} retry={() => void reports.refetch()} />}
      {reports.data && rows.length === 0 && (
        <Empty
          icon="clipboard"
          title={text(unresolved ? 'noneUnresolved' : from || community ? 'noneFiled' : 'noneFiledYet')}
          hint={from ? text('widenFilter') : ''}
        >
          {(unresolved || from) && (
            <button type="button" className="mbtn soft" onClick={() => put({ anomaly: '', from: '', to: '' })}>
              {text('clearFilter')}
            </button>
          )}
        </Empty>
      )}
      {rows.map((report) => (
        <FiledCard key={report.id} report={report} />
      ))}
      <MoreRows query={reports} />
      {sheet === 'community' && <CommunitySheet communities={communities} onClose={() => setSheet(undefined)} />}
      {sheet === 'dates' && (
        <DateSheet
          from={from}
          to={to}
          today={today}
          onClose={() => setSheet(undefined)}
          onChoose={(range) => put(range)}
        />
      )}
    </>
  );
}

function dateWords(from: string, to: string): string {
  if (from === to) return from.slice(5);
  return text('range', { from: from ? from.slice(5) : '…', to: to ? to.slice(5) : '…' });
}
