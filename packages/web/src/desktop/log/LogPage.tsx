/** 操作日志: what happened, who did it and to what, newest first. */
import { type LoggedEvent, listEvents } from '@anshao/core/audit/contract.ts';
import { listItems } from '@anshao/core/daily-reports/contract.ts';
import { Select } from 'antd';
import { dateTime } from '../../base/time.ts';
import { useAddress } from '../address.ts';
import { useCall, usePages } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import type { Column } from '../records/columns.ts';
import { CommunitySelect } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
import { t } from '../text.ts';
import { EventPanel } from './EventPanel.tsx';
import { eventTypes, eventWord, moduleWord, sentenceOf } from './event-words.ts';
import type { Names } from './facts.ts';
import { logText } from './log-text.ts';

export function LogPage() {
  const { filters, set } = useAddress(['type', 'communityId', 'subjectId', 'open']);
  const { type, communityId, subjectId } = filters;
  const pages = usePages(listEvents, { query: { type, communityId, subjectId } });
  const names = useNames(pages.rows);
  const columns: Column<LoggedEvent>[] = [
    { key: 'at', title: t('time'), width: 160, render: (row) => dateTime(row.at) },
    { key: 'who', title: t('who'), width: 130, cut: true, render: (row) => row.actorName ?? t('system') },
    { key: 'what', title: t('what'), width: 200, cut: true, opens: true, render: (row) => eventWord(row.type) },
    {
      key: 'data',
      title: t('details'),
      cut: true,
      render: (row) => sentenceOf(row, names) || '–',
      hint: (row) => sentenceOf(row, names),
    },
  ];
  return (
    <>
      <PageHead title={t('log')} note={t('logNote')} />
      <RecordList
        list="log"
        label={t('log')}
        filterNames={['type', 'communityId', 'subjectId']}
        filters={filters}
        set={set}
        pages={pages}
        columns={columns}
        idOf={(row) => row.cursor}
        empty={{ icon: 'history', title: t('logEmpty'), why: t('logEmptyWhy') }}
        filterBar={
          <>
            <Select
              aria-label={t('eventType')}
              placeholder={logText('allTypes')}
              showSearch={{ optionFilterProp: 'label' }}
              allowClear
              listHeight={420}
              style={{ width: 220 }}
              value={type ?? null}
              onChange={(next: string | null | undefined) => set({ type: next ?? undefined })}
              options={typeOptions(type)}
            />
            <CommunitySelect value={communityId} onChange={(id) => set({ communityId: id })} />
          </>
        }
        panel={(_id, row, ways) =>
          row ? <EventPanel event={row} names={names} onlySubject={(id) => set({ subjectId: id })} ways={ways} /> : null
        }
      />
    </>
  );
}

/** Types by the part of the product they belong to; one that only the address knows stands by itself. */
function typeOptions(chosen: string | undefined) {
  const known = [...new Set(eventTypes.map(moduleWord))].map((label) => ({
    label,
    options: eventTypes
      .filter((type) => moduleWord(type) === label)
      .map((type) => ({ value: type as string, label: eventWord(type) })),
  }));
  const isKnown = chosen === undefined || eventTypes.some((type) => type === chosen);
  return isKnown ? known : [{ value: chosen, label: eventWord(chosen) }, ...known];
}

/** Labels of items are asked for only when an event names items. */
function useNames(rows: readonly LoggedEvent[]): Names {
  const enabled = rows.some((row) => row.type === 'dailyReports.itemsChanged');
  const items = useCall(listItems, {}, { enabled }).data?.rows;
  return { item: (code) => items?.find((item) => item.code === code)?.label };
}
