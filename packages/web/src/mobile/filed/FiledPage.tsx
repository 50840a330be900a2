import type { Report } from '@anshao/core/daily-reports/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { ItemCells } from '../../base/marks.tsx';
import { dateTime, weekday } from '../../base/time.ts';
import { Screen } from '../frame/Screen.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { StateTag } from '../reports/StateTag.tsx';
import { text } from '../text.ts';
import { FiledItem } from './FiledItem.tsx';
import { reportQuery } from './report-query.ts';
import { VersionSheet } from './VersionSheet.tsx';
import '../reports/reports.css';
import './filed.css';

/** A filed report, read only: every answer, photo, 解决情况 and correction (DR-23, DR-31). */
export default function FiledPage({ id }: { id: string }) {
  const report = useQuery(reportQuery(id));
  return (
    <Screen title={text('filedTitle')} back="/reports?tab=filed">
      {report.isPending && <Loading cards={5} height={90} />}
      {report.isError && <Failure error={report.error} retry={() => void report.refetch()} />}
      {report.data && <Filed report={report.data} />}
    </Screen>
  );
}

function Filed({ report }: { report: Report }) {
  const [version, setVersion] = useState<number>();
  useEffect(() => {
    // Led here by one anomaly (`#item`): show it.
    const code = decodeURIComponent(window.location.hash.slice(1));
    if (code) document.getElementById(`item-${code}`)?.scrollIntoView({ block: 'center' });
  }, []);
  const cells = report.items.map(({ code, number, label, answer, anomaly }) => ({
    key: code,
    state:
      answer === 'notApplicable'
        ? ('other' as const)
        : anomaly?.state === 'open'
          ? ('bad' as const)
          : ('good' as const),
    label: `${number} ${label}：${text(answer)}`,
  }));
  return (
    <>
      <section className="card filed-head">
        <div className="rt">
          <h2>{report.communityName}</h2>
          <StateTag report={report} />
        </div>
        <p className="note">
          {report.reportDate} {weekday(report.reportDate)}
          {report.timing === 'late' && <span className="t-serious"> · {text('backFilled')}</span>}
        </p>
        <ItemCells cells={cells} label={text('filedCells', { total: report.items.length, n: report.abnormalCount })} />
        <p className="note">{text('filedBy', { name: report.filedBy, time: dateTime(report.filedAt) })}</p>
      </section>
      {report.items.map((item) => (
        <FiledItem key={item.code} item={item} mayResolve={report.may.resolve} />
      ))}
      <section className="card receipt-lines">
        <div className="kv">
          <span className="kk">{text('receiptNumber')}</span>
          <span className="vv">{report.receipt.number}</span>
        </div>
        <div className="kv">
          <span className="kk">{text('receiptHash')}</span>
          <span className="vv mono">{report.receipt.hash}</span>
        </div>
        {report.versions.length > 0 && (
          <div className="kv versions">
            <span className="kk">{text('versions')}</span>
            <ul className="vv">
              {report.versions.map((one) => (
                <li key={one.revision}>
                  <button type="button" className="link" onClick={() => setVersion(one.revision)}>
                    {text('versionOf', { n: one.revision, time: dateTime(one.at), by: one.by })}
                  </button>
                  {one.reason && <small className="note">{one.reason}</small>}
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>
      {report.may.amend && (
        <Link href={`/filed/${report.id}/amend`} className="pbtn sec amend">
          <Icon name="edit" size={20} />
          {text('amend')}
        </Link>
      )}
      {version !== undefined && (
        <VersionSheet report={report} revision={version} onClose={() => setVersion(undefined)} />
      )}
    </>
  );
}
