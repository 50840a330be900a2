/** 发件箱: every notice that left or waits, by which channel, and how far it came. */
import {
  type Channel,
  channels,
  type DeliveryState,
  deliveryStates,
  listOutbox,
  type OutboxRow,
} from '@anshao/core/messaging/contract.ts';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { Moment } from '../../base/Moment.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { dateTime } from '../../base/time.ts';
import { useAddress } from '../address.ts';
import { usePages } from '../calls.ts';
import { SearchBox } from '../directory/SearchBox.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { neighbours, SidePanel } from '../records/SidePanel.tsx';
import { useListKeys } from '../records/use-list-keys.ts';
import { t } from '../text.ts';
import { channelWord, deliveryWord } from './words.ts';

export function OutboxPage() {
  const { filters, set } = useAddress(['channel', 'state', 'q', 'open']);
  const channel = channels.find((one) => one === filters.channel);
  const state = deliveryStates.find((one) => one === filters.state);
  const pages = usePages(listOutbox, { query: { channel, state, q: filters.q } });
  const { rows } = pages;
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const open = (id: string) => set({ open: id }, { replace: filters.open !== undefined });
  const close = () => set({ open: undefined });
  const cursor = useListKeys({ ids, current: filters.open, open, close });
  const current = rows.find((row) => row.id === filters.open);
  const columns: Column<OutboxRow>[] = [
    { key: 'at', title: t('createdAt'), width: 120, render: (row) => <Moment at={row.createdAt} /> },
    {
      key: 'to',
      title: t('recipient'),
      width: 170,
      cut: true,
      render: (row) => (
        <button type="button" className="plain-link" onClick={() => open(row.id)}>
          {row.personName ?? row.to}
        </button>
      ),
      hint: (row) => row.to,
    },
    { key: 'channel', title: t('channel'), width: 90, render: (row) => channelWord(row.channel) },
    { key: 'text', title: t('messageText'), cut: true, render: (row) => row.text, hint: (row) => row.text },
    { key: 'state', title: t('state'), width: 110, render: (row) => <DeliveryTag state={row.state} /> },
  ];
  const clear = () => set({ channel: undefined, state: undefined, q: undefined });
  const isFiltered = Boolean(channel || state || filters.q);
  return (
    <>
      <PageHead title={t('outbox')} note={t('outboxNote')} />
      <search className="filter-bar" aria-label={t('filters')}>
        <SearchBox
          key={filters.q ? 'with' : 'without'}
          value={filters.q}
          onSearch={(q) => set({ q }, { replace: true })}
          label={t('searchOutbox')}
        />
        <Select
          aria-label={t('channel')}
          placeholder={t('channel')}
          allowClear
          style={{ width: 130 }}
          value={channel ?? null}
          onChange={(next: Channel | null | undefined) => set({ channel: next ?? undefined })}
          options={channels.map((one) => ({ value: one, label: channelWord(one) }))}
        />
        <Select
          aria-label={t('state')}
          placeholder={t('state')}
          allowClear
          style={{ width: 130 }}
          value={state ?? null}
          onChange={(next: DeliveryState | null | undefined) => set({ state: next ?? undefined })}
          options={deliveryStates.map((one) => ({ value: one, label: deliveryWord(one) }))}
        />
        {isFiltered ? (
          <Button type="link" onClick={clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
      </search>
      <div className={`split${current ? ' with-panel' : ''}`}>
        <ScrollRegion className="split-list" label={t('outbox')}>
          <PagedList
            pages={pages}
            empty={
              <Empty icon="send" title={t(isFiltered ? 'noMatch' : 'outboxEmpty')}>
                {t(isFiltered ? 'noMatchWhy' : 'outboxEmptyWhy')}
              </Empty>
            }
          >
            <RecordTable
              label={t('outbox')}
              rows={rows}
              columns={columns}
              idOf={(row) => row.id}
              onOpen={(row) => open(row.id)}
              current={filters.open}
              cursor={cursor}
            />
          </PagedList>
        </ScrollRegion>
        {current ? (
          <SidePanel title={current.personName ?? current.to} close={close} {...neighbours(ids, current.id, open)}>
            <DeliveryTag state={current.state} />
            <p className="message-text">{current.text}</p>
            {current.error ? <p className="word major">{current.error}</p> : null}
            <dl className="facts">
              <dt>{t('recipient')}</dt>
              <dd>{current.to}</dd>
              <dt>{t('channel')}</dt>
              <dd>
                {channelWord(current.channel)}（{current.provider}）
              </dd>
              <dt>{t('kind')}</dt>
              <dd>{current.kind}</dd>
              <dt>{t('attempts')}</dt>
              <dd>{current.attempts}</dd>
              <dt>{t('createdAt')}</dt>
              <dd>{dateTime(current.createdAt)}</dd>
              <dt>{t('sentAt')}</dt>
              <dd>{current.sentAt ? dateTime(current.sentAt) : '–'}</dd>
              <dt>{t('receiptAt')}</dt>
              <dd>{current.receiptAt ? dateTime(current.receiptAt) : '–'}</dd>
            </dl>
          </SidePanel>
        ) : null}
      </div>
    </>
  );
}

function DeliveryTag({ state }: { state: DeliveryState }) {
  if (state === 'failed') return <LevelTag level="major" word={deliveryWord(state)} />;
  if (state === 'read' || state === 'delivered') return <LevelTag level="done" word={deliveryWord(state)} />;
  return <span className="tag">{deliveryWord(state)}</span>;
}
