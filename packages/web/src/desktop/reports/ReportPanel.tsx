/** One report beside the list: answers, anomalies with their solutions, receipt and amendments. */
import { getReport, listReports, type Report } from '@anshao/core/daily-reports/contract.ts';
import { Button, Dropdown, Tooltip } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { ItemCells } from '../../base/marks.tsx';
import { dateTime, monthDay, openFor, plainDate } from '../../base/time.ts';
import { pathWith } from '../address.ts';
import { AnomalyBody, ResolveHere, Timeline, UndoButton, VerifyButton } from '../anomalies/AnomalyBody.tsx';
import { useCall } from '../calls.ts';
import { MenuButton } from '../frame/MenuButton.tsx';
import { Bones, Failure } from '../frame/states.tsx';
import { Originals } from '../records/Originals.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { t } from '../text.ts';
import { AnomalyTag, AnswerWord, ReportStateTag, TimingTag } from './words.tsx';

export interface ReportPanelProps {
  readonly id: string;
  readonly close: () => void;
  readonly previous?: () => void;
  readonly next?: () => void;
  /** Opens the comparison; `id` for a report, `id@2` for an earlier version of it. */
  readonly compare: (subjects: readonly string[]) => void;
  /** True on the calendar itself, which needs no way to it. */
  readonly onCalendar?: boolean;
}

export function ReportPanel({ id, close, previous, next, compare, onCalendar = false }: ReportPanelProps) {
  const read = useCall(getReport, { params: { id } }, { keep: true });
  const report = read.data;
  return (
    <SidePanel
      title={report ? report.receipt.number : t('report')}
      close={close}
      previous={previous}
      next={next}
      foot={report ? <Foot report={report} compare={compare} onCalendar={onCalendar} /> : undefined}
    >
      {read.isPending ? <Bones /> : null}
      {read.error ? <Failure problem={read.error} retry={() => void read.refetch()} /> : null}
      {report && !read.error ? <Body report={report} /> : null}
    </SidePanel>
  );
}

function Body({ report }: { report: Report }) {
  const goTo = (code: string) => document.getElementById(`item-${code}`)?.scrollIntoView({ block: 'center' });
  return (
    <>
      <div className="row wrap">
        <ReportStateTag report={report} />
        <TimingTag timing={report.timing} />
        {report.copiedUnchanged ? (
          <Tooltip title={t('copiedWhy')}>
            <span className="tag">
              <Icon name="copy" size={13} />
              {t('copyStreak', { days: report.copyStreak })}
            </span>
          </Tooltip>
        ) : null}
        {report.revision > 1 ? <span className="tag">{t('revision', { revision: report.revision })}</span> : null}
      </div>
      <h3 className="record-title">
        <Link
          className="plain-link"
          href={pathWith(`/communities/${report.communityId}`, { month: report.reportDate.slice(0, 7) })}
        >
          {report.communityName}
        </Link>{' '}
        {report.reportDate}
      </h3>
      <ItemCells
        label={t('itemsOverview', { abnormal: report.abnormalCount, all: report.items.length })}
        cells={report.items.map((item) => ({
          key: item.code,
          state: item.answer === 'normal' ? 'good' : item.answer === 'abnormal' ? 'bad' : 'other',
          label: `${item.number} ${item.label}`,
        }))}
        onGo={goTo}
      />
      <dl className="facts two" style={{ marginTop: 14 }}>
        <dt>{t('district')}</dt>
        <dd>{report.districtName}</dd>
        <dt>{t('filedBy')}</dt>
        <dd>{report.filedBy}</dd>
        <dt>{t('company')}</dt>
        <dd className="whole">{report.companyName ?? '–'}</dd>
        <dt>{t('filedAtColumn')}</dt>
        <dd className="whole">{dateTime(report.filedAt)}</dd>
      </dl>
      <ol className="answers">
        {report.items.map((item) => (
          <Item key={item.code} item={item} report={report} />
        ))}
      </ol>
      <Receipt report={report} />
    </>
  );
}

function Item({ item, report }: { item: Report['items'][number]; report: Report }) {
  const [history, setHistory] = useState(false);
  const { anomaly } = item;
  const today = plainDate(useNow());
  return (
    <li id={`item-${item.code}`}>
      <div className="asked">
        <span className="quiet-text">{item.number}</span>
        <span className="what">
          {item.label}
          {item.copied ? <span className="quiet-text small-text"> {t('copiedAnswer')}</span> : null}
        </span>
        <AnswerWord answer={item.answer} />
      </div>
      {anomaly ? (
        <div className="found">
          <div className="row" style={{ marginBottom: 6 }}>
            <AnomalyTag state={anomaly.state} />
            {anomaly.firstDate !== anomaly.reportDate ? (
              <span className="small-text quiet-text">{t('firstFound', { date: monthDay(anomaly.firstDate) })}</span>
            ) : null}
            {anomaly.state === 'open' ? (
              <span className="small-text quiet-text">{openFor(anomaly.firstDate, today)}</span>
            ) : null}
          </div>
          <AnomalyBody anomaly={anomaly} />
          <Originals ids={item.photoIds} name={item.label} />
          <div className="row wrap" style={{ marginTop: 8 }}>
            {anomaly.state === 'open' && report.may.resolve ? <ResolveHere anomaly={anomaly} /> : null}
            {anomaly.state === 'resolved' && report.may.verify ? <VerifyButton anomaly={anomaly} /> : null}
            {report.may.resolve ? <UndoButton anomaly={anomaly} /> : null}
            <Button size="small" type="text" aria-expanded={history} onClick={() => setHistory(!history)}>
              {t('timeline')}
            </Button>
          </div>
          {history ? <Timeline id={anomaly.id} /> : null}
        </div>
      ) : item.description ? (
        <p className="found">{item.description}</p>
      ) : null}
    </li>
  );
}

function Receipt({ report }: { report: Report }) {
  return (
    <section className="receipt" aria-label={t('receipt')}>
      <h3>{t('receipt')}</h3>
      <dl className="facts">
        <dt>{t('receiptNumber')}</dt>
        <dd>{report.receipt.number}</dd>
        <dt>{t('contentHash')}</dt>
        <dd>
          <code>{report.receipt.hash}</code>
        </dd>
      </dl>
      {report.versions.length > 1 ? (
        <ol className="moments">
          {report.versions.map((version) => (
            <li key={version.revision}>
              <b>{t('revision', { revision: version.revision })}</b> {version.by}
              {version.reason ? <div>{version.reason}</div> : null}
              <time dateTime={version.at}>{dateTime(version.at)}</time>
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}

function Foot({ report, compare, onCalendar }: Pick<ReportPanelProps, 'compare' | 'onCalendar'> & { report: Report }) {
  const earlier = useCall(listReports, {
    query: { communityId: report.communityId, to: report.reportDate, limit: 3 },
  });
  const before = (earlier.data?.rows ?? []).filter((one) => one.reportDate < report.reportDate);
  const versions = report.versions.filter((version) => version.revision < report.revision);
  const items = [
    ...before.map((_one, index) => ({
      key: `before${index}`,
      label: t('compareBefore', { count: index + 1, date: monthDay(before[index]?.reportDate ?? report.reportDate) }),
      onClick: () => compare([...before.slice(0, index + 1).map((one) => one.id), report.id].reverse()),
    })),
    ...versions.map((version) => ({
      key: `version${version.revision}`,
      label: t('compareVersion', { revision: version.revision }),
      onClick: () => compare([`${report.id}@${version.revision}`, report.id]),
    })),
  ];
  return (
    <>
      <Dropdown trigger={['click']} placement="topLeft" menu={{ items }} disabled={items.length === 0}>
        <MenuButton
          icon="columns"
          disabled={items.length === 0}
          title={items.length === 0 ? t('nothingToCompare') : undefined}
        >
          {t('compare')}
        </MenuButton>
      </Dropdown>
      {onCalendar ? null : (
        <Link
          className="button-link"
          href={pathWith(`/communities/${report.communityId}`, { month: report.reportDate.slice(0, 7) })}
        >
          {t('toCalendar')}
        </Link>
      )}
    </>
  );
}
