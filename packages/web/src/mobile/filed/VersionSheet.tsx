import { getReportVersion, type Report } from '@anshao/core/daily-reports/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { dateTime } from '../../base/time.ts';
import { Gallery } from '../files/Gallery.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { text } from '../text.ts';

export interface VersionSheetProps {
  readonly report: Report;
  readonly revision: number;
  readonly onClose: () => void;
}

/** A report as it was before a correction. */
export function VersionSheet({ report, revision, onClose }: VersionSheetProps) {
  const version = useQuery({
    queryKey: ['report', report.id, 'version', revision],
    queryFn: () => callApi(getReportVersion, { params: { id: report.id, revision } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const labelOf = (code: string) => report.items.find((item) => item.code === code)?.label ?? code;
  return (
    <Sheet title={text('version', { n: revision })} onClose={onClose}>
      {version.isPending && <Loading />}
      {version.isError && <Failure error={version.error} retry={() => void version.refetch()} />}
      {version.data && (
        <>
          <p className="note">
            {text('versionOf', { n: revision, time: dateTime(version.data.at), by: version.data.by })}
          </p>
          <ul className="version">
            {version.data.items.map((row) => (
              <li key={row.item}>
                <span className="pl">
                  <b>{labelOf(row.item)}</b>
                  <span>
                    {row.answer === 'normal' || row.answer === 'abnormal' || row.answer === 'notApplicable'
                      ? text(row.answer)
                      : text('unanswered')}
                  </span>
                </span>
                {row.description && <p className="note">{row.description}</p>}
                <Gallery ids={row.photos ?? []} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Sheet>
  );
}
