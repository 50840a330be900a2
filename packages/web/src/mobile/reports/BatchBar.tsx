import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { openAnomaliesQuery } from '../home/open-anomalies.ts';
import { text } from '../text.ts';

/** 批量解决异常情况 (DR-32); says so when there is nothing to resolve instead of leading to an empty page. */
export function BatchBar({ community }: { community: string }) {
  const open = useQuery(openAnomaliesQuery(community));
  if (open.data && open.data.value.rows.length === 0)
    return (
      <button type="button" className="pbtn" disabled>
        {text('nothingToResolve')}
      </button>
    );
  return (
    <Link href="/batch" className="pbtn">
      {text('batchTitle')}
    </Link>
  );
}
