/** Two or three reports, or versions of one, side by side; items whose answers differ stand out. */
import { type Answer, getReport, getReportVersion } from '@anshao/core/daily-reports/contract.ts';
import { useQueries } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { dateTime } from '../../base/time.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { Photos } from '../records/Attachments.tsx';
import { t } from '../text.ts';
import { AnswerWord } from './words.tsx';

interface Told {
  readonly answer: Answer | null;
  readonly description: string;
  readonly photoIds: readonly string[];
}

interface Compared {
  readonly subject: string;
  readonly heading: string;
  readonly note: string;
  readonly items: readonly { readonly code: string; readonly number: number; readonly label: string }[];
  readonly told: ReadonlyMap<string, Told>;
}

/** `id` reads a report, `id@2` its second version; the labels are those of the report either way. */
async function load(subject: string): Promise<Compared> {
  const [id = '', revision] = subject.split('@');
  const report = await callApi(getReport, { params: { id } });
  const items = report.items.map(({ code, number, label }) => ({ code, number, label }));
  const heading = `${report.communityName} ${report.reportDate}`;
  if (!revision)
    return {
      subject,
      heading,
      note: t('filedNote', { who: report.filedBy, time: dateTime(report.filedAt), revision: report.revision }),
      items,
      told: new Map(
        report.items.map((item) => [
          item.code,
          { answer: item.answer, description: item.description ?? '', photoIds: item.photoIds },
        ]),
      ),
    };
  const version = await callApi(getReportVersion, { params: { id, revision: Number(revision) } });
  return {
    subject,
    heading,
    note: t('filedNote', { who: version.by, time: dateTime(version.at), revision: version.revision }),
    items,
    told: new Map(
      version.items.map((item) => [
        item.item,
        {
          answer: (item.answer as Answer | null) ?? null,
          description: item.description ?? '',
          photoIds: item.photos ?? [],
        },
      ]),
    ),
  };
}

export function Comparison({ subjects, close }: { subjects: readonly string[]; close: () => void }) {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const reads = useQueries({
    queries: subjects.map((subject) => ({ queryKey: ['comparison', subject], queryFn: () => load(subject) })),
  });
  const failed = reads.find((read) => read.error);
  const compared = reads.flatMap((read) => (read.data ? [read.data] : []));
  const items = new Map(compared.flatMap((one) => one.items.map((item) => [item.code, item] as const)));
  const rows = [...items.values()]
    .sort((one, other) => one.number - other.number)
    .map((item) => {
      const told = compared.map((one) => one.told.get(item.code));
      const [first] = told;
      const differs = told.some(
        (one) => one?.answer !== first?.answer || (one?.description ?? '') !== (first?.description ?? ''),
      );
      return { item, told, differs };
    });
  return (
    <section aria-label={t('comparison')}>
      <div className="panel-head">
        <h2>{t('comparison')}</h2>
        <span className="quiet-text">{t('differCount', { count: rows.filter((row) => row.differs).length })}</span>
        <Checkbox checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)}>
          {t('onlyDifferent')}
        </Checkbox>
        <span className="spread" />
        <Button icon={<Icon name="back" size={16} />} onClick={close}>
          {t('backToList')}
        </Button>
      </div>
      {failed ? <Failure problem={asApiProblem(failed.error)} retry={() => void failed.refetch()} /> : null}
      {!failed && compared.length < subjects.length ? <Bones /> : null}
      {!failed && compared.length === subjects.length ? (
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col" style={{ width: 260 }}>
                {t('item')}
              </th>
              {compared.map((one) => (
                <th key={one.subject} scope="col">
                  <b>{one.heading}</b>
                  <div className="small-text quiet-text">{one.note}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows
              .filter((row) => row.differs || !onlyDifferent)
              .map(({ item, told, differs }) => (
                <tr key={item.code} className={differs ? 'differs' : undefined}>
                  <th scope="row">
                    {item.number}. {item.label}
                    {differs ? <span className="tag brand"> {t('differs')}</span> : null}
                  </th>
                  {told.map((one, index) => (
                    <td key={compared[index]?.subject}>
                      {one?.answer ? (
                        <AnswerWord answer={one.answer} />
                      ) : (
                        <span className="quiet-text">{t('notAsked')}</span>
                      )}
                      {one?.description ? <div>{one.description}</div> : null}
                      {one ? <Photos ids={one.photoIds} name={item.label} size={64} /> : null}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
