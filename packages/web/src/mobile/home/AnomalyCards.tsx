import type { Anomaly } from '@anshao/core/daily-reports/contract.ts';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { monthDay, openFor } from '../../base/time.ts';
import { text } from '../text.ts';

/** Unresolved anomalies together, with the age of the oldest. */
export function AnomalyCard({ anomalies, hasMore }: { anomalies: readonly Anomaly[]; hasMore: boolean }) {
  const oldest = anomalies.map((one) => one.firstDate).sort()[0] ?? '';
  const count = hasMore ? `${anomalies.length}+` : anomalies.length;
  return (
    <article className="task">
      <div className="k">
        <Mark level="serious" />
        <span>{text('anomaliesOpen')}</span>
        <span className="sp" />
        <span>{text('foundSince', { date: monthDay(oldest) })}</span>
      </div>
      <h3>{text('anomaliesToResolve', { n: count })}</h3>
      <div className="f">
        <span className="sp" />
        <Link href="/batch" className="mbtn line">
          {text('entryBatch')}
        </Link>
        <Link href="/reports?tab=filed&anomaly=unresolved" className="mbtn soft">
          {text('goResolve')}
        </Link>
      </div>
    </article>
  );
}

export function AnomalyRows({ anomalies, today }: { anomalies: readonly Anomaly[]; today: string }) {
  return (
    <div className="lst anomaly-rows">
      {anomalies.map((anomaly) => (
        <Link key={anomaly.id} href={`/filed/${anomaly.reportId}#${anomaly.itemCode}`} className="li">
          <span className="lt">
            <b>{anomaly.itemLabel}</b>
            <span className="d">{anomaly.communityName}</span>
          </span>
          <span className="lr">{openFor(anomaly.firstDate, today)}</span>
          <Icon name="right" size={18} className="mut" />
        </Link>
      ))}
    </div>
  );
}
