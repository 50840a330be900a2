import { type BatchCell, previewBatch } from '@anshao/core/daily-reports/contract.ts';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type CallAnswer, callApi } from '../../base/api.ts';
import { Mark } from '../../base/marks.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { text } from '../text.ts';
import { skipWords } from './skip-words.ts';

type Preview = NonNullable<CallAnswer<typeof previewBatch.answer>>;

export function usePreview(reportIds: readonly string[], itemCodes: readonly string[]): UseQueryResult<Preview> {
  return useQuery({
    queryKey: ['anomalies', 'preview', reportIds, itemCodes],
    queryFn: () => callApi(previewBatch, { body: { reportIds: [...reportIds], itemCodes: [...itemCodes] } }),
    enabled: reportIds.length > 0 && itemCodes.length > 0,
    placeholderData: keepPreviousData,
  });
}

export const outcomeWords = {
  willResolve: 'willResolve',
  normal: 'normal',
  notApplicable: 'notApplicable',
  alreadyResolved: 'resolved',
  notAsked: 'notAsked',
} as const;

/** What will happen to which item of which day, and why the rest is skipped (DR-32, DR-36). */
export function BatchPreview({ query, showsCommunity }: { query: UseQueryResult<Preview>; showsCommunity: boolean }) {
  return (
    <section className="card">
      <div className="cell">
        <h2>{text('preview')}</h2>
        <span className="note">{text('undoable')}</span>
      </div>
      {query.isPending && <Loading cards={1} height={100} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <>
          <Matrix cells={query.data.cells} showsCommunity={showsCommunity} />
          <Sums preview={query.data} />
        </>
      )}
    </section>
  );
}

function Matrix({ cells, showsCommunity }: { cells: readonly BatchCell[]; showsCommunity: boolean }) {
  const reports = [...new Map(cells.map((cell) => [cell.reportId, cell])).values()].sort((a, b) =>
    a.reportDate.localeCompare(b.reportDate),
  );
  const items = [...new Map(cells.map((cell) => [cell.itemCode, cell.itemLabel]))];
  const at = new Map(cells.map((cell) => [`${cell.reportId} ${cell.itemCode}`, cell]));
  return (
    // Many days do not fit: the table scrolls by itself, the first column stays.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="pv-scroll" tabIndex={0} aria-label={text('preview')}>
      <table className="pv">
        <thead>
          <tr>
            <th scope="col">{text('item')}</th>
            {reports.map((report) => (
              <th key={report.reportId} scope="col">
                {report.reportDate.slice(5)}
                {showsCommunity && <small>{report.communityName}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(([code, label]) => (
            <tr key={code}>
              <th scope="row">{label}</th>
              {reports.map((report) => {
                const outcome = at.get(`${report.reportId} ${code}`)?.outcome ?? 'notAsked';
                return (
                  <td key={report.reportId} className={outcome === 'willResolve' ? 'w' : 's'}>
                    {outcome === 'willResolve' && <Mark level="done" />}
                    {text(outcomeWords[outcome])}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sums({ preview: { cells, willResolve, willSkip } }: { preview: Preview }) {
  const days = new Set(cells.filter((cell) => cell.outcome === 'willResolve').map((cell) => cell.reportId)).size;
  return (
    <div className="sumline">
      <div>
        <b>{willResolve}</b>
        {text('willResolveItems')}
        <br />
        {text('inReports', { n: days })}
      </div>
      <div className="sk">
        <b>{willSkip}</b>
        {text('skippedItems')}
        <br />
        {skipWords(cells)}
      </div>
    </div>
  );
}
