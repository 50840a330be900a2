import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Mark } from '../../base/marks.tsx';
import { bracketDate, dateTime } from '../../base/time.ts';
import { Screen } from '../frame/Screen.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { isDailyReport, useOpenTasks } from '../home/open-tasks.ts';
import { useReportQueue } from '../queue/queue-store.ts';
import { text } from '../text.ts';
import { reportQuery } from './report-query.ts';
import '../reports/reports.css';
import './filed.css';

/** 回执: number, time and hash; and the next community that still waits (DR-10, DR-23). */
export default function ReceiptPage({ id }: { id: string }) {
  const report = useQuery(reportQuery(id));
  const tasks = useOpenTasks().data?.value.rows ?? [];
  const queue = useReportQueue();
  const next = tasks.find(
    (task) =>
      isDailyReport(task) &&
      !queue.some((one) => one.taskId === task.id) &&
      !(report.data && task.communityId === report.data.communityId && task.subjectDate === report.data.reportDate),
  );
  return (
    <Screen
      title={text('receiptTitle')}
      bar={
        next ? (
          <div className="two">
            <Link href="/" className="pbtn sec">
              {text('backHome')}
            </Link>
            <Link href={`/report/${next.id}`} className="pbtn" replace>
              {text('fillNext', { name: next.communityName })}
            </Link>
          </div>
        ) : (
          <Link href="/" className="pbtn" replace>
            {text('backHome')}
          </Link>
        )
      }
    >
      {report.isPending && <Loading cards={2} height={180} />}
      {report.isError && <Failure error={report.error} retry={() => void report.refetch()} />}
      {report.data && (
        <>
          <div className="state receipt">
            <Mark level="done" size={56} />
            <h2>{text('filedDone')}</h2>
            <p>
              {bracketDate(report.data.reportDate)}
              {report.data.communityName}
              {report.data.timing === 'late' && (
                <>
                  <br />
                  <span className="t-serious">{text('filedLate')}</span>
                </>
              )}
            </p>
          </div>
          <section className="card receipt-lines">
            <div className="kv">
              <span className="kk">{text('receiptNumber')}</span>
              <span className="vv">{report.data.receipt.number}</span>
            </div>
            <div className="kv">
              <span className="kk">{text('receiptTime')}</span>
              <span className="vv">{dateTime(report.data.receipt.filedAt)}</span>
            </div>
            <div className="kv">
              <span className="kk">{text('receiptResult')}</span>
              <span className="vv">
                {report.data.abnormalCount > 0
                  ? text('abnormalItems', { n: report.data.abnormalCount })
                  : text('noAnomaly')}
              </span>
            </div>
            <div className="kv">
              <span className="kk">{text('receiptHash')}</span>
              <span className="vv mono">{report.data.receipt.hash}</span>
            </div>
          </section>
          <Link href={`/filed/${id}`} className="mbtn soft see">
            {text('seeReport')}
          </Link>
        </>
      )}
    </Screen>
  );
}
