/** 操作日志: what happened, who did it and to what, newest first. */
import { type LoggedEvent, listEvents } from '@anshao/core/audit/contract.ts';
import { Button } from 'antd';
import { useMemo } from 'react';
import { dateTime } from '../../base/time.ts';
import { useAddress } from '../address.ts';
import { usePages } from '../calls.ts';
import { SearchBox } from '../directory/SearchBox.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { CommunitySelect } from '../records/filters.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { neighbours, SidePanel } from '../records/SidePanel.tsx';
import { useListKeys } from '../records/use-list-keys.ts';
import { t } from '../text.ts';
import { eventWord } from './event-words.ts';

export function LogPage() {
  const { filters, set } = useAddress(['type', 'communityId', 'subjectId', 'open']);
  const { type, communityId, subjectId } = filters;
  const pages = usePages(listEvents, { query: { type, communityId, subjectId } });
  const { rows } = pages;
  const ids = useMemo(() => rows.map((row) => row.cursor), [rows]);
  const open = (id: string) => set({ open: id }, { replace: filters.open !== undefined });
  const close = () => set({ open: undefined });
  const cursor = useListKeys({ ids, current: filters.open, open, close });
  const current = rows.find((row) => row.cursor === filters.open);
  const columns: Column<LoggedEvent>[] = [
    { key: 'at', title: t('time'), width: 160, render: (row) => dateTime(row.at) },
    { key: 'who', title: t('who'), width: 130, cut: true, render: (row) => row.actorName ?? t('system') },
    {
      key: 'what',
      title: t('what'),
      width: 240,
      cut: true,
      render: (row) => (
        <button type="button" className="plain-link" onClick={() => open(row.cursor)}>
          {eventWord(row.type)}
        </button>
      ),
      hint: (row) => row.type,
    },
    {
      key: 'data',
      title: t('details'),
      cut: true,
      render: (row) => <code>{brief(row.data)}</code>,
      hint: (row) => brief(row.data),
    },
  ];
  const clear = () => set({ type: undefined, communityId: undefined, subjectId: undefined });
  const isFiltered = Boolean(type || communityId || subjectId);
  return (
    <>
      <PageHead title={t('log')} note={t('logNote')} />
      <search className="filter-bar" aria-label={t('filters')}>
        <SearchBox
          key={type ? 'with' : 'without'}
          value={type}
          onSearch={(next) => set({ type: next }, { replace: true })}
          label={t('eventType')}
        />
        <CommunitySelect value={communityId} onChange={(id) => set({ communityId: id })} />
        {isFiltered ? (
          <Button type="link" onClick={clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
      </search>
      <div className={`split${current ? ' with-panel' : ''}`}>
        <ScrollRegion className="split-list" label={t('log')}>
          <PagedList
            pages={pages}
            empty={
              <Empty icon="history" title={t(isFiltered ? 'noMatch' : 'logEmpty')}>
                {t(isFiltered ? 'noMatchWhy' : 'logEmptyWhy')}
              </Empty>
            }
          >
            <RecordTable
              label={t('log')}
              rows={rows}
              columns={columns}
              idOf={(row) => row.cursor}
              onOpen={(row) => open(row.cursor)}
              current={filters.open}
              cursor={cursor}
            />
          </PagedList>
        </ScrollRegion>
        {current ? (
          <SidePanel
            title={eventWord(current.type)}
            note={dateTime(current.at)}
            close={close}
            {...neighbours(ids, current.cursor, open)}
          >
            <dl className="facts">
              <dt>{t('who')}</dt>
              <dd>{current.actorName ?? t('system')}</dd>
              <dt>{t('eventType')}</dt>
              <dd>
                <code>{current.type}</code>
              </dd>
              <dt>{t('subject')}</dt>
              <dd>
                {current.subjectId ? (
                  <button
                    type="button"
                    className="plain-link"
                    onClick={() => set({ subjectId: current.subjectId ?? undefined })}
                  >
                    {t('onlySubject')}
                  </button>
                ) : (
                  '–'
                )}
              </dd>
              <dt>{t('position')}</dt>
              <dd>
                <code>{current.cursor}</code>
              </dd>
            </dl>
            <pre className="event-data">{JSON.stringify(current.data, null, 2)}</pre>
          </SidePanel>
        ) : null}
      </div>
    </>
  );
}

function brief(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(t('comma'));
}
