/** 发件箱: every notice that left or waits, by which channel, and how far it came. */
import {
  channels,
  type DeliveryState,
  deliveryStates,
  listOutbox,
  type OutboxRow,
} from '@anshao/core/messaging/contract.ts';
import { Moment } from '../../base/Moment.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { dateTime } from '../../base/time.ts';
import { useAddress } from '../address.ts';
import { usePages } from '../calls.ts';
import { SearchBox } from '../directory/SearchBox.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import type { Column } from '../records/columns.ts';
import { ChoiceSelect } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { t } from '../text.ts';
import { channelWord, deliveryWord, noticeWord } from './words.ts';

export function OutboxPage() {
  const { filters, set } = useAddress(['channel', 'state', 'q', 'open']);
  const channel = channels.find((one) => one === filters.channel);
  const state = deliveryStates.find((one) => one === filters.state);
  const pages = usePages(listOutbox, { query: { channel, state, q: filters.q } });
  const columns: Column<OutboxRow>[] = [
    { key: 'at', title: t('createdAt'), width: 120, render: (row) => <Moment at={row.createdAt} /> },
    {
      key: 'to',
      title: t('recipient'),
      width: 170,
      cut: true,
      opens: true,
      render: (row) => row.personName ?? row.to,
      hint: (row) => row.to,
    },
    { key: 'kind', title: t('kind'), width: 130, cut: true, wide: true, render: (row) => noticeWord(row.kind) },
    { key: 'channel', title: t('channel'), width: 90, render: (row) => channelWord(row.channel) },
    { key: 'text', title: t('messageText'), cut: true, render: (row) => row.text, hint: (row) => row.text },
    { key: 'state', title: t('state'), width: 110, render: (row) => <DeliveryTag state={row.state} /> },
  ];
  return (
    <>
      <PageHead title={t('outbox')} note={t('outboxNote')} />
      <RecordList
        list="outbox"
        label={t('outbox')}
        filterNames={['channel', 'state', 'q']}
        filters={filters}
        set={set}
        pages={pages}
        columns={columns}
        idOf={(row) => row.id}
        empty={{ icon: 'send', title: t('outboxEmpty'), why: t('outboxEmptyWhy') }}
        filterBar={
          <>
            <SearchBox value={filters.q} onSearch={(q) => set({ q }, { replace: true })} label={t('searchOutbox')} />
            <ChoiceSelect
              label={t('channel')}
              value={channel}
              onChange={(next) => set({ channel: next })}
              options={channels.map((one) => ({ value: one, label: channelWord(one) }))}
            />
            <ChoiceSelect
              label={t('state')}
              value={state}
              onChange={(next) => set({ state: next })}
              options={deliveryStates.map((one) => ({ value: one, label: deliveryWord(one) }))}
            />
          </>
        }
        panel={(_id, row, ways) =>
          row ? (
            <SidePanel title={row.personName ?? row.to} {...ways}>
              <DeliveryTag state={row.state} />
              <p className="message-text">{row.text}</p>
              {row.error ? <p className="word major">{row.error}</p> : null}
              <dl className="facts">
                <dt>{t('recipient')}</dt>
                <dd>{row.to}</dd>
                <dt>{t('channel')}</dt>
                <dd>
                  {channelWord(row.channel)}（{row.provider}）
                </dd>
                <dt>{t('kind')}</dt>
                <dd>{noticeWord(row.kind)}</dd>
                <dt>{t('attempts')}</dt>
                <dd>{row.attempts}</dd>
                <dt>{t('createdAt')}</dt>
                <dd>{dateTime(row.createdAt)}</dd>
                <dt>{t('sentAt')}</dt>
                <dd>{row.sentAt ? dateTime(row.sentAt) : '–'}</dd>
                <dt>{t('receiptAt')}</dt>
                <dd>{row.receiptAt ? dateTime(row.receiptAt) : '–'}</dd>
              </dl>
            </SidePanel>
          ) : null
        }
      />
    </>
  );
}

function DeliveryTag({ state }: { state: DeliveryState }) {
  if (state === 'failed') return <LevelTag level="major" word={deliveryWord(state)} />;
  if (state === 'read' || state === 'delivered') return <LevelTag level="done" word={deliveryWord(state)} />;
  return <span className="tag">{deliveryWord(state)}</span>;
}
