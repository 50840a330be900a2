/** 日报记录: every filed report the viewer may see, filtered in the address, one opening beside the list. */
import { exportReports, listReports, type ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { addressOf } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { dateTime, weekday } from '../../base/time.ts';
import { type Filters, useAddress } from '../address.ts';
import { usePages } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import type { Column } from '../records/columns.ts';
import { ChoiceSelect, CommunitySelect, CompanySelect, DistrictSelect, rememberName } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
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
  for (const row of pages.rows) rememberName('community', row.communityId, row.communityName);
  const compare = (subjects: readonly string[]) =>
    set({ compare: subjects.slice(0, mostCompared).join(), open: undefined });
  const compared = filters.compare?.split(',').filter(Boolean) ?? [];
  const isComparable = ticked.size >= 2 && ticked.size <= mostCompared;
  return (
    <>
      <PageHead title={t('reports')} note={t('listKeys')}>
        {may('dailyReport.export') ? (
          <Button href={addressOf(exportReports, undefined, query)} icon={<Icon name="download" size={16} />} download>
            {t('exportFiltered')}
          </Button>
        ) : null}
      </PageHead>
      <RecordList
        list="reports"
        label={t('reports')}
        filterNames={filterNames}
        filters={filters}
        set={set}
        tabs={<Views filters={filters} set={set} />}
        filterBar={<ReportFilters filters={filters} set={set} />}
        pages={pages}
        columns={columns()}
        idOf={(row) => row.id}
        empty={{ title: t('noReports'), why: t('noReportsWhy') }}
        ticked={ticked}
        onTick={setTicked}
        tickName={(row) => `${row.communityName} ${row.reportDate}`}
        panel={(id, _row, ways) => <ReportPanel id={id} compare={compare} {...ways} />}
        instead={
          compared.length > 1 ? <Comparison subjects={compared} close={() => set({ compare: undefined })} /> : undefined
        }
      >
        {ticked.size > 0 ? (
          <div className="batch-bar" role="toolbar" aria-label={t('batchActions')}>
            <b>{t('ticked', { count: ticked.size })}</b>
            <button type="button" disabled={!isComparable} onClick={() => compare([...ticked])}>
              <Icon name="columns" size={16} />
              {isComparable ? t('compareTicked', { count: ticked.size }) : t('compareNeeds')}
            </button>
            <button type="button" aria-label={t('clearTicks')} onClick={() => setTicked(new Set())}>
              <Icon name="close" size={16} />
            </button>
          </div>
        ) : null}
      </RecordList>
    </>
  );
}

function columns(): Column<ReportCard>[] {
  return [
    {
      key: 'date',
      title: t('date'),
      width: 136,
      opens: true,
      render: (row) => (
        <span className="nowrap">
          {row.reportDate} {weekday(row.reportDate)}
        </span>
      ),
    },
    {
      key: 'community',
      title: t('community'),
      cut: true,
      stays: true,
      render: (row) => row.communityName,
      hint: (row) => row.communityName,
    },
    { key: 'district', title: t('district'), width: 96, cut: true, wide: true, render: (row) => row.districtName },
    {
      key: 'company',
      title: t('company'),
      cut: true,
      wide: true,
      render: (row) => row.companyName ?? '–',
      hint: (row) => row.companyName ?? undefined,
    },
    { key: 'state', title: t('state'), width: 122, render: (row) => <ReportStateTag report={row} /> },
    { key: 'timing', title: t('timing'), width: 84, render: (row) => <TimingTag timing={row.timing} /> },
    {
      key: 'copied',
      title: t('copied'),
      width: 108,
      wide: true,
      render: (row) =>
        row.copiedUnchanged ? <span className="tag">{t('copyStreak', { days: row.copyStreak })}</span> : '–',
    },
    { key: 'by', title: t('filedBy'), width: 92, cut: true, wide: true, render: (row) => row.filedBy },
    {
      key: 'at',
      title: t('filedAtColumn'),
      width: 144,
      wide: true,
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
    <div className="ready-views" role="toolbar" aria-label={t('views')}>
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

function ReportFilters({ filters, set }: FilterProps) {
  const day = (text: string | undefined) => (text ? dayjs(text) : null);
  return (
    <>
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
      <ChoiceSelect
        label={t('anomalyFilter')}
        width={132}
        value={filters.anomaly}
        onChange={(anomaly) => set({ anomaly })}
        options={[
          { value: 'any', label: t('anomalyAny') },
          { value: 'unresolved', label: t('unresolved') },
          { value: 'none', label: t('normal') },
        ]}
      />
      <ChoiceSelect
        label={t('timing')}
        width={112}
        value={filters.timing}
        onChange={(timing) => set({ timing })}
        options={[
          { value: 'onTime', label: t('onTime') },
          { value: 'late', label: t('late') },
        ]}
      />
    </>
  );
}
