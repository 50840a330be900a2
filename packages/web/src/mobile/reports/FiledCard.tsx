import type { ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { LevelTag } from '../../base/marks.tsx';
import { bracketDate, openFor, plainDate } from '../../base/time.ts';
import { ResolveSheet } from '../filed/ResolveSheet.tsx';
import { text } from '../text.ts';
import { StateTag } from './StateTag.tsx';

type CardAnomaly = ReportCard['anomalies'][number];

/** One filed report; each open anomaly can be dealt with right here (DR-28, DR-29). */
export function FiledCard({ report }: { report: ReportCard }) {
  const [resolving, setResolving] = useState<CardAnomaly>();
  const today = plainDate(useNow());
  return (
    <article className="rep">
      <Link href={`/filed/${report.id}`} className="rep-head">
        <div className="rt">
          <h2>
            {bracketDate(report.reportDate)}
            {text('dailyReport')}
          </h2>
          <StateTag report={report} />
        </div>
        <div className="meta">
          <span>{text('ofCommunity', { name: report.communityName })}</span>
          <span>{text('publishedOn', { date: plainDate(report.publishedAt) })}</span>
          {report.timing === 'late' && <span className="t-serious">{text('backFilled')}</span>}
        </div>
      </Link>
      {report.anomalies.length > 0 && (
        <ul>
          {report.anomalies.map((anomaly) => (
            <li key={anomaly.id}>
              <span className="no">{anomaly.itemNumber}</span>
              <span className="tx">{anomaly.itemLabel}</span>
              {anomaly.state === 'open' && <span className="age">{openFor(anomaly.firstDate, today)}</span>}
              {anomaly.state === 'open' ? (
                <button type="button" className="hbtn" onClick={() => setResolving(anomaly)}>
                  {text('resolve')}
                  <span className="visually-hidden">{anomaly.itemLabel}</span>
                </button>
              ) : (
                <LevelTag level="done" word={text(anomaly.state === 'verified' ? 'verified' : 'resolved')} />
              )}
            </li>
          ))}
        </ul>
      )}
      {resolving && (
        <ResolveSheet
          anomalyId={resolving.id}
          itemLabel={resolving.itemLabel}
          isOlder={resolving.firstDate < report.reportDate}
          onClose={() => setResolving(undefined)}
        />
      )}
    </article>
  );
}
