/** 日报记录: every filed report the viewer may see, filtered in the address, one opening beside the list. */
import { exportReports, listReports, type ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { addressOf } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { dateTime, weekday } from '../../base/time.ts';
import { type Filters, useAddress } from '../address.ts';
import { usePages } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { CommunitySelect, CompanySelect, DistrictSelect, rememberName } from '../records/filters.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { neighbours } from '../records/SidePanel.tsx';
import { useListKeys } from '../records/use-list-keys.ts';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { Comparison } from './Comparison.tsx';
import { ReportPanel } from './ReportPanel.tsx';
import { ReportStateTag, TimingTag } from './words.tsx';

const filterNames = ['districtId', 'companyId', 'communityId', 'from', 'to', 'anomaly', 'timing', 'copied'] as const;
type Filter = (typeof filterNames)[number];
const mostCompared = 3;

/** Only values that the call knows; an address typed by hand must not break the page. */
function queryOf(filters: Filters<Filter>) {
  const { districtId, companyId, communityId, from, to } = filters;
  const anomaly = (['any', 'unresolved', 'none'] as const).find((one) => one === filters.anomaly);
  const timing = (['onTime', 'late'] as const).find((one) => one === filters.timing);
  const copied = filters.copied === 'true' ? true : undefined;
  return { districtId, companyId, communityId, from, to, anomaly, timing, copied };
}

export function ReportsPage() {
  const { filters, set } = useAddress([...filterNames, 'open', 'compare']);
  const may = useMay();
  const query = queryOf(filters);
  const pages = usePages(listReports, { query });
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { rows } = pages;
  for (const row of rows) rememberName('community', row.communityId, row.communityName);

  const open = (id: string) => set({ open: id }, { replace: filters.open !== undefined });
  const close = () => set({ open: undefined });
  const compare = (subjects: readonly string[]) =>
    set({ compare: subjects.slice(0, mostCompared).join(), open: undefined });
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const tick = (id: string) => setTicked((before) => toggled(before, id));
  const cursor = useListKeys({
    ids,
    current: filters.open,
    open,
    close,
    tick,
    more: () => pages.result.hasNextPage && void pages.result.fetchNextPage(),
  });

  const compared = filters.compare?.split(',').filter(Boolean) ?? [];
  return (
    <>
      <PageHead title={t('reports')} note={t('listKeys')}>
        {may('dailyReport.export') ? (
          <Button href={addressOf(exportReports, undefined, query)} icon={<Icon name="download" size={16} />} download>
            {t('exportFiltered')}
          </Button>
        ) : null}
      </PageHead>
      <Views filters={filters} set={set} />
      <FilterBar filters={filters} set={set} />
      <div className={`split${filters.open && compared.length === 0 ? ' with-panel' : ''}`}>
        {compared.length > 1 ? (
          <div className="split-list">
            <Comparison subjects={compared} close={() => set({ compare: undefined })} />
          </div>
        ) : (
          <>
            <ScrollRegion className="split-list" label={t('reports')}>
              <PagedList
                pages={pages}
                empty={
                  <Empty title={t('noReports')} action={<ClearFilters filters={filters} set={set} />}>
                    {t('noReportsWhy')}
                  </Empty>
                }
              >
                <RecordTable
                  label={t('reports')}
                  rows={rows}
                  columns={columnsFor(filters.open !== undefined, open)}
                  idOf={(row) => row.id}
                  onOpen={(row) => open(row.id)}
                  current={filters.open}
                  cursor={cursor}
                  ticked={ticked}
                  onTick={setTicked}
                  tickName={(row) => `${row.communityName} ${row.reportDate}`}
                />
              </PagedList>
            </ScrollRegion>
            {filters.open ? (
              <ReportPanel id={filters.open} close={close} compare={compare} {...neighbours(ids, filters.open, open)} />
            ) : null}
            {ticked.size > 0 ? (
              <div className="batch-bar" role="toolbar" aria-label={t('batchActions')}>
                <b>{t('ticked', { count: ticked.size })}</b>
                <button
                  type="button"
                  disabled={ticked.size < 2 || ticked.size > mostCompared}
                  onClick={() => compare([...ticked])}
                >
                  <Icon name="columns" size={16} />
                  {ticked.size < 2 || ticked.size > mostCompared
                    ? t('compareNeeds')
                    : t('compareTicked', { count: ticked.size })}
                </button>
                <button type="button" aria-label={t('clearTicks')} onClick={() => setTicked(new Set())}>
                  <Icon name="close" size={16} />
                </button>
              </div>
            ) : null}
          </>
        )}
      </div>
    </>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** With a record open beside the list, only what tells rows apart stays. */
function columnsFor(narrow: boolean, open: (id: string) => void): Column<ReportCard>[] {
  const date: Column<ReportCard> = {
    key: 'date',
    title: t('date'),
    width: 136,
    render: (row) => (
      <button type="button" className="plain-link nowrap" onClick={() => open(row.id)}>
        {row.reportDate} {weekday(row.reportDate)}
      </button>
    ),
  };
  const community: Column<ReportCard> = {
    key: 'community',
    title: t('community'),
    cut: true,
    render: (row) => row.communityName,
    hint: (row) => row.communityName,
  };
  const state: Column<ReportCard> = {
    key: 'state',
    title: t('state'),
    width: 122,
    render: (row) => <ReportStateTag report={row} />,
  };
  const timing: Column<ReportCard> = {
    key: 'timing',
    title: t('timing'),
    width: 84,
    render: (row) => <TimingTag timing={row.timing} />,
  };
  if (narrow) return [date, community, state, timing];
  return [
    date,
    community,
    { key: 'district', title: t('district'), width: 96, cut: true, render: (row) => row.districtName },
    {
      key: 'company',
      title: t('company'),
      cut: true,
      render: (row) => row.companyName ?? '–',
      hint: (row) => row.companyName ?? undefined,
    },
    state,
    timing,
    {
      key: 'copied',
      title: t('copied'),
      width: 108,
      render: (row) =>
        row.copiedUnchanged ? <span className="tag">{t('copyStreak', { days: row.copyStreak })}</span> : '–',
    },
    { key: 'by', title: t('filedBy'), width: 92, cut: true, render: (row) => row.filedBy },
    {
      key: 'at',
      title: t('filedAtColumn'),
      width: 144,
      render: (row) => <span className="nowrap">{dateTime(row.filedAt)}</span>,
    },
  ];
}

interface FilterProps {
  readonly filters: Filters<Filter>;
  readonly set: (changes: Partial<Record<Filter, string | undefined>>) => void;
}

/** Ready-made views; each is nothing but filters. */
function Views({ filters, set }: FilterProps) {
  const views = [
    { key: 'all', name: t('viewAll'), filter: {} },
    { key: 'unresolved', name: t('viewUnresolved'), filter: { anomaly: 'unresolved' } },
    { key: 'late', name: t('viewLate'), filter: { timing: 'late' } },
    { key: 'copied', name: t('viewCopied'), filter: { copied: 'true' } },
  ] as const;
  const state = (one: Partial<Record<Filter, string>>) =>
    [one.anomaly ?? '', one.timing ?? '', one.copied ?? ''].join();
  return (
    <div className="view-tabs" role="toolbar" aria-label={t('views')}>
      {views.map((view) => (
        <button
          key={view.key}
          type="button"
          aria-pressed={state(view.filter) === state(filters)}
          onClick={() => set({ anomaly: undefined, timing: undefined, copied: undefined, ...view.filter })}
        >
          {view.name}
        </button>
      ))}
    </div>
  );
}

function FilterBar({ filters, set }: FilterProps) {
  const day = (text: string | undefined) => (text ? dayjs(text) : null);
  return (
    <search className="filter-bar" aria-label={t('filters')}>
      <DatePicker.RangePicker
        aria-label={t('dateRange')}
        value={[day(filters.from), day(filters.to)]}
        allowEmpty={[true, true]}
        presets={[
          { label: t('today'), value: [dayjs(), dayjs()] },
          { label: t('last7'), value: [dayjs().subtract(6, 'day'), dayjs()] },
          { label: t('last30'), value: [dayjs().subtract(29, 'day'), dayjs()] },
        ]}
        onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
        style={{ width: 244 }}
      />
      <DistrictSelect value={filters.districtId} onChange={(districtId) => set({ districtId })} width={116} />
      <CompanySelect value={filters.companyId} onChange={(companyId) => set({ companyId })} width={176} />
      <CommunitySelect value={filters.communityId} onChange={(communityId) => set({ communityId })} width={160} />
      <Select
        aria-label={t('anomalyFilter')}
        placeholder={t('anomalyFilter')}
        allowClear
        style={{ width: 132 }}
        value={filters.anomaly ?? null}
        onChange={(anomaly: string | null | undefined) => set({ anomaly: anomaly ?? undefined })}
        options={[
          { value: 'any', label: t('anomalyAny') },
          { value: 'unresolved', label: t('unresolved') },
          { value: 'none', label: t('normal') },
        ]}
      />
      <Select
        aria-label={t('timing')}
        placeholder={t('timing')}
        allowClear
        style={{ width: 112 }}
        value={filters.timing ?? null}
        onChange={(timing: string | null | undefined) => set({ timing: timing ?? undefined })}
        options={[
          { value: 'onTime', label: t('onTime') },
          { value: 'late', label: t('late') },
        ]}
      />
      <ClearFilters filters={filters} set={set} />
    </search>
  );
}

function ClearFilters({ filters, set }: FilterProps) {
  if (!filterNames.some((name) => filters[name])) return null;
  const nothing = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  return (
    <Button type="link" onClick={() => set(nothing)}>
      {t('clearFilters')}
    </Button>
  );
}
