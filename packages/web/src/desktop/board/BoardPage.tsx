/** 日报填报看板: who filed, who did not, what was found, for any day (DR-15, DR-38). */
import { exportReports, getBoard, noCompany } from '@anshao/core/daily-reports/contract.ts';
import { listCommunities } from '@anshao/core/org/contract.ts';
import { DatePicker, Dropdown, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { addressOf } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { clock, plainDate, remaining, weekday } from '../../base/time.ts';
import { useAddress } from '../address.ts';
import { useCall, useWrite } from '../calls.ts';
import { MenuButton } from '../frame/MenuButton.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { type BoardPlace, BoardTree } from './BoardTree.tsx';
import { exportBoard } from './export-board.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { MissingPanel } from './MissingPanel.tsx';
import { StripLegend } from './Strip.tsx';
import { Totals } from './Totals.tsx';

export function BoardPage() {
  const now = useNow();
  const today = plainDate(now);
  const { filters, set } = useAddress(['date', 'by', 'list', 'districtId', 'companyId']);
  const date = filters.date ?? today;
  const level = filters.by === 'company' ? 'company' : 'district';
  // A far-away connection without the live stream still sees the day move on.
  const board = useCall(getBoard, { query: { date, level } }, { keep: true, every: date === today ? 60_000 : false });
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const may = useMay();
  const sheet = useWrite(exportBoard);

  const isEmpty = board.data?.rows.length === 0;
  const anyCommunity = useCall(listCommunities, { query: { limit: 1 } }, { enabled: isEmpty && may('directory.edit') });
  const isNew = isEmpty && anyCommunity.data?.rows.length === 0;

  const place: BoardPlace = { districtId: filters.districtId, companyId: filters.companyId };
  const nameOf = (one: BoardPlace) => {
    const id = one.companyId ?? one.districtId;
    if (!id) return t('everywhere');
    if (id === noCompany) return t('noCompany');
    return names[id] ?? board.data?.rows.find((row) => row.id === id)?.name ?? undefined;
  };
  const show = (one: BoardPlace, list: 'missing' | 'silent', name?: string) => {
    const id = one.companyId ?? one.districtId;
    if (id && name) setNames((known) => ({ ...known, [id]: name }));
    set({ list: list === 'missing' ? undefined : list, districtId: one.districtId, companyId: one.companyId });
  };

  const dueAt = board.data?.dueAt;
  const isRunning = date === today && (!dueAt || Date.parse(dueAt) > now);
  const panelOpen = filters.list !== 'none';
  return (
    <>
      <PageHead
        title={t('board')}
        note={
          board.data
            ? [
                t('updatedAt', { time: clock(board.data.asOf) }),
                ...(dueAt ? [t('dueAtTime', { time: clock(dueAt) })] : []),
                ...(dueAt && date === today ? [remaining(dueAt, now)] : []),
              ].join(t('comma'))
            : undefined
        }
      >
        <DatePicker
          aria-label={t('date')}
          value={dayjs(date)}
          allowClear={false}
          format={(value) => `${value.format('YYYY-MM-DD')} ${weekday(value.format('YYYY-MM-DD'))}`}
          disabledDate={(day) => day.format('YYYY-MM-DD') > today}
          onChange={(day) =>
            set({ date: day && day.format('YYYY-MM-DD') !== today ? day.format('YYYY-MM-DD') : undefined })
          }
          style={{ width: 168 }}
        />
        <Segmented
          aria-label={t('groupBy')}
          value={level}
          onChange={(by) =>
            set({ by: by === 'company' ? 'company' : undefined, districtId: undefined, companyId: undefined })
          }
          options={[
            { value: 'district', label: t('district') },
            { value: 'company', label: t('company') },
          ]}
        />
        {may('dailyReport.export') ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'board', label: t('exportBoard'), onClick: () => sheet.mutate(date) },
                {
                  key: 'reports',
                  label: (
                    <a href={addressOf(exportReports, undefined, { from: date, to: date })} download>
                      {t('exportReportsOfDay')}
                    </a>
                  ),
                },
              ],
            }}
          >
            <MenuButton icon="download" busy={sheet.isPending}>
              {t('export')}
            </MenuButton>
          </Dropdown>
        ) : null}
      </PageHead>
      {board.isPending ? (
        <Bones lines={12} />
      ) : board.error && !board.data ? (
        <Failure problem={board.error} retry={() => void board.refetch()} />
      ) : isNew ? (
        <FirstSteps />
      ) : (
        <>
          <Totals board={board.data} showMissing={() => show({}, 'missing')} showSilent={() => show({}, 'silent')} />
          <div className={`board-grid${panelOpen ? ' with-panel' : ''}`}>
            <div className="card board-table">
              {board.data.rows.length === 0 ? (
                <Empty icon="building" title={t('boardEmpty')}>
                  {t('boardEmptyWhy')}
                </Empty>
              ) : (
                <>
                  <ScrollRegion className="board-scroll" label={t('board')}>
                    <BoardTree
                      // Unfolded rows belong to their grouping; a new one starts folded.
                      key={level}
                      date={date}
                      rows={board.data.rows}
                      running={isRunning ? date : undefined}
                      shown={panelOpen ? place : {}}
                      narrow={panelOpen}
                      showMissing={(one, name) => show(one, 'missing', name)}
                    />
                  </ScrollRegion>
                  <StripLegend />
                </>
              )}
            </div>
            {panelOpen ? (
              <div className="card board-table">
                <MissingPanel
                  date={date}
                  place={place}
                  placeName={nameOf(place)}
                  silentOnly={filters.list === 'silent'}
                  close={() => set({ list: 'none', districtId: undefined, companyId: undefined })}
                />
              </div>
            ) : null}
          </div>
        </>
      )}
    </>
  );
}
