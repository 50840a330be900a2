import { anomalyTimeline } from '@anshao/core/daily-reports/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { dateTime, monthDay } from '../../base/time.ts';
import { Failure, Loading } from '../frame/states.tsx';
import { text } from '../text.ts';

const words = {
  found: 'momentFound',
  copied: 'momentCopied',
  resolved: 'momentResolved',
  undone: 'momentUndone',
  verified: 'momentVerified',
} as const;

/** One anomaly over the days: found, carried over, solved, verified (DR-31). */
export function Timeline({ anomalyId }: { anomalyId: string }) {
  const timeline = useQuery({
    queryKey: ['anomalies', 'timeline', anomalyId],
    queryFn: () => callApi(anomalyTimeline, { params: { id: anomalyId } }),
  });
  if (timeline.isPending) return <Loading cards={1} height={60} />;
  if (timeline.isError) return <Failure error={timeline.error} retry={() => void timeline.refetch()} />;
  return (
    <ol className="path">
      {timeline.data.rows.map((moment) => (
        <li key={`${moment.kind} ${moment.at} ${moment.reportDate}`} className={moment.kind}>
          <span className="pl">
            <b>{text(words[moment.kind])}</b>
            <span className="tm">{moment.kind === 'copied' ? monthDay(moment.reportDate) : dateTime(moment.at)}</span>
          </span>
          <small>
            {moment.by}
            {moment.note && ` · ${moment.note}`}
          </small>
        </li>
      ))}
    </ol>
  );
}
