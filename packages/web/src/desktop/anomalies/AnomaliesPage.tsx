/**
 * 未解决异常: the oldest first, resolved and verified beside the list, or several at once (DR-32 … DR-36). The same
 * thing reported on several days is one row; what is done to the row is done to each of its days.
 */
import { type Anomaly, type AnomalyState, listAnomalies } from '@anshao/core/daily-reports/contract.ts';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { asApiProblem } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { daysBetween, openFor, plainDate } from '../../base/time.ts';
import { pathWith, useAddress } from '../address.ts';
import { queryClient, usePages } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { CommunitySelect, CompanySelect, DistrictSelect } from '../records/filters.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { neighbours, SidePanel } from '../records/SidePanel.tsx';
import { useListKeys } from '../records/use-list-keys.ts';
import { AnomalyTag } from '../reports/words.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { AnomalyBody, anomalyReads, ResolveForm, Timeline, UndoButton, VerifyButton } from './AnomalyBody.tsx';
import { BatchResolve } from './BatchResolve.tsx';
import { daysOf } from './every-day.ts';
import { ItemSelect } from './ItemSelect.tsx';
import { skippedDaysSaid, verifyEveryDay } from './verify.ts';

const states: readonly AnomalyState[] = ['open', 'resolved', 'verified'];

export function AnomaliesPage() {
  const { filters, set } = useAddress(['state', 'districtId', 'companyId', 'communityId', 'itemCode', 'open']);
  const may = useMay();
  const state = states.find((one) => one === filters.state) ?? 'open';
  const { districtId, companyId, communityId, itemCode } = filters;
  const pages = usePages(listAnomalies, {
    query: { by: 'thing', state, districtId, companyId, communityId, itemCode },
  });
  const { rows } = pages;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [resolving, setResolving] = useState<readonly Anomaly[]>();
  const today = plainDate(useNow());

  const open = (id: string) => set({ open: id }, { replace: filters.open !== undefined });
  const close = () => set({ open: undefined });
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const canTick = (state === 'open' && may('dailyReport.resolve')) || (state === 'resolved' && may('dailyReport.urge'));
  const cursor = useListKeys({
    ids,
    current: filters.open,
    open,
    close,
    more: () => pages.result.hasNextPage && void pages.result.fetchNextPage(),
  });
  const current = rows.find((row) => row.id === filters.open);
  const chosen = rows.filter((row) => ticked.has(row.id));
  const isFiltered = Boolean(districtId || companyId || communityId || itemCode);
  const clear = () => set({ districtId: undefined, companyId: undefined, communityId: undefined, itemCode: undefined });

  return (
    <>
      <PageHead title={t('anomalies')} note={t('listKeys')} />
      <div className="view-tabs" role="toolbar" aria-label={t('views')}>
        {states.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={state === one}
            onClick={() => {
              setTicked(new Set());
              set({ state: one === 'open' ? undefined : one, open: undefined });
            }}
          >
            {t(({ open: 'unresolved', resolved: 'resolvedToVerify', verified: 'verified' } as const)[one])}
          </button>
        ))}
      </div>
      <search className="filter-bar" aria-label={t('filters')}>
        <DistrictSelect value={districtId} onChange={(id) => set({ districtId: id })} />
        <CompanySelect value={companyId} onChange={(id) => set({ companyId: id })} />
        <CommunitySelect value={communityId} onChange={(id) => set({ communityId: id })} />
        <ItemSelect value={itemCode} onChange={(code) => set({ itemCode: code })} seen={rows} />
        {isFiltered ? (
          <Button type="link" onClick={clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
      </search>
      <div className={`split${filters.open ? ' with-panel' : ''}`}>
        <ScrollRegion className="split-list" label={t('anomalies')}>
          <PagedList
            pages={pages}
            empty={
              <Empty
                icon="check"
                title={t(state === 'open' ? 'noOpenAnomalies' : 'noAnomalies')}
                action={
                  isFiltered ? (
                    <Button onClick={clear}>{t('clearFilters')}</Button>
                  ) : (
                    <Link className="plain-link" href={pathWith('/reports', { anomaly: 'any' })}>
                      {t('toReportsWithAnomaly')}
                    </Link>
                  )
                }
              >
                {t('noAnomaliesWhy')}
              </Empty>
            }
          >
            <RecordTable
              label={t('anomalies')}
              rows={rows}
              columns={columnsFor(filters.open !== undefined, today, open)}
              idOf={(row) => row.id}
              onOpen={(row) => open(row.id)}
              current={filters.open}
              cursor={cursor}
              ticked={canTick ? ticked : undefined}
              onTick={setTicked}
              tickName={(row) => `${row.communityName} ${row.itemLabel}`}
            />
          </PagedList>
        </ScrollRegion>
        {filters.open ? (
          <AnomalyPanel anomaly={current} close={close} {...neighbours(ids, filters.open, open)} />
        ) : null}
        {chosen.length > 0 ? (
          <Batch
            chosen={chosen}
            state={state}
            resolve={() => setResolving(chosen)}
            clear={() => setTicked(new Set())}
          />
        ) : null}
      </div>
      {resolving ? (
        <BatchResolve
          chosen={resolving}
          close={() => {
            setResolving(undefined);
            setTicked(new Set());
          }}
        />
      ) : null}
    </>
  );
}

function ageWord(firstDate: string, today: string) {
  const days = daysBetween(firstDate, today);
  const tone = days >= 7 ? 'major' : days >= 3 ? 'serious' : 'quiet';
  return <span className={`word ${tone}`}>{openFor(firstDate, today)}</span>;
}

function columnsFor(narrow: boolean, today: string, open: (id: string) => void): Column<Anomaly>[] {
  const community: Column<Anomaly> = {
    key: 'community',
    title: t('community'),
    width: narrow ? 150 : 190,
    cut: true,
    render: (row) => (
      <button type="button" className="plain-link" onClick={() => open(row.id)}>
        {row.communityName}
      </button>
    ),
    hint: (row) => row.communityName,
  };
  const age: Column<Anomaly> = {
    key: 'age',
    title: t('age'),
    width: 110,
    render: (row) => (row.state === 'open' ? ageWord(row.firstDate, today) : row.firstDate),
  };
  const item: Column<Anomaly> = {
    key: 'item',
    title: t('item'),
    cut: true,
    render: (row) => `${row.itemNumber}. ${row.itemLabel}`,
    hint: (row) => row.itemLabel,
  };
  const description: Column<Anomaly> = {
    key: 'description',
    title: t('description'),
    cut: true,
    render: (row) => row.description,
    hint: (row) => row.description,
  };
  const state: Column<Anomaly> = {
    key: 'state',
    title: t('state'),
    width: 124,
    render: (row) => <AnomalyTag state={row.state} />,
  };
  if (narrow) return [community, item, age];
  return [
    community,
    age,
    item,
    description,
    {
      key: 'date',
      title: t('reportedOn'),
      width: 164,
      render: (row) =>
        daysOf(row) > 1 ? t('lastReportedShort', { date: row.reportDate, days: daysOf(row) }) : row.reportDate,
    },
    state,
  ];
}

function AnomalyPanel({
  anomaly,
  ...rest
}: {
  anomaly: Anomaly | undefined;
  close: () => void;
  previous?: () => void;
  next?: () => void;
}) {
  const may = useMay();
  const [resolving, setResolving] = useState<string>();
  if (!anomaly)
    return (
      <SidePanel title={t('details')} {...rest}>
        <Empty icon="check" title={t('anomalyMoved')}>
          {t('anomalyMovedWhy')}
        </Empty>
      </SidePanel>
    );
  const isResolving = resolving === anomaly.id;
  return (
    <SidePanel
      title={`${anomaly.itemNumber}. ${anomaly.itemLabel}`}
      {...rest}
      foot={
        isResolving ? undefined : (
          <>
            {anomaly.state === 'open' && may('dailyReport.resolve') ? (
              <Button type="primary" icon={<Icon name="edit" size={14} />} onClick={() => setResolving(anomaly.id)}>
                {t('resolve')}
              </Button>
            ) : null}
            {anomaly.state === 'resolved' && may('dailyReport.urge') ? (
              <VerifyButton anomaly={anomaly} primary />
            ) : null}
            <UndoButton anomaly={anomaly} large />
            <Link
              className="button-link"
              href={pathWith('/reports', { communityId: anomaly.communityId, open: anomaly.reportId })}
            >
              {t('openReport')}
            </Link>
          </>
        )
      }
    >
      <div className="row wrap">
        <AnomalyTag state={anomaly.state} />
        <Link className="plain-link" href={`/communities/${anomaly.communityId}`}>
          {anomaly.communityName}
        </Link>
        <span className="quiet-text">{t('firstFound', { date: anomaly.firstDate })}</span>
        {daysOf(anomaly) > 1 ? (
          <span className="quiet-text">{t('lastReported', { date: anomaly.reportDate, days: daysOf(anomaly) })}</span>
        ) : null}
      </div>
      <div style={{ marginTop: 10 }}>
        <AnomalyBody anomaly={anomaly} />
      </div>
      {isResolving ? (
        <section aria-label={t('resolve')} style={{ marginTop: 12 }}>
          <ResolveForm anomaly={anomaly} done={() => setResolving(undefined)} />
        </section>
      ) : null}
      <h3 className="panel-subtitle">{t('timeline')}</h3>
      <Timeline id={anomaly.id} />
    </SidePanel>
  );
}

function Batch({
  chosen,
  state,
  resolve,
  clear,
}: {
  chosen: readonly Anomaly[];
  state: AnomalyState;
  resolve: () => void;
  clear: () => void;
}) {
  const { modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const verifyAll = async () => {
    setBusy(true);
    const skipped: string[] = [];
    let done = 0;
    for (const anomaly of chosen) {
      const thing = `${anomaly.communityName} ${anomaly.itemLabel}`;
      try {
        const answer = await verifyEveryDay(anomaly);
        if (answer.state === 'verified') done += 1;
        for (const reason of skippedDaysSaid(answer)) skipped.push(`${thing}${t('colon')}${reason}`);
      } catch (error) {
        skipped.push(`${thing}${t('colon')}${asApiProblem(error).message}`);
      }
    }
    for (const call of anomalyReads) void queryClient.invalidateQueries({ queryKey: [call.name] });
    setBusy(false);
    clear();
    modal.info({
      title: t('verifiedMany', { count: done }),
      content:
        skipped.length > 0 ? (
          <ul className="skipped">
            {skipped.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : undefined,
    });
  };
  return (
    <div className="batch-bar" role="toolbar" aria-label={t('batchActions')}>
      <b>{t('ticked', { count: chosen.length })}</b>
      {state === 'open' ? (
        <button type="button" onClick={resolve}>
          <Icon name="edit" size={16} />
          {t('resolveTicked', { count: chosen.length })}
        </button>
      ) : (
        <button type="button" disabled={busy} onClick={() => void verifyAll()}>
          <Icon name="check" size={16} />
          {t('verifyTicked', { count: chosen.length })}
        </button>
      )}
      <button type="button" aria-label={t('clearTicks')} onClick={clear}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
