/** The records of one form on the phone: one's own first, all one may see beside them. */
import { type FormRecord, queryRecords } from '@anshao/core/forms/records.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearch } from 'wouter';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { relative } from '../../base/time.ts';
import { listFieldsOf, namingOf, type OpenForm, titleFieldOf } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { valueText } from '../../forms/value-text.ts';
import { MoreRows } from '../frame/MoreRows.tsx';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { useViewer } from '../session/session.ts';
import { openFormQuery } from './form-query.ts';
import '../reports/reports.css';
import './form-filling.css';

const tabs = ['mine', 'all'] as const;

export default function RecordsPage({ form }: { form: string }) {
  const [path, go] = useLocation();
  const tab = new URLSearchParams(useSearch()).get('tab') === 'all' ? 'all' : 'mine';
  const viewer = useViewer();
  const open = useQuery(openFormQuery(form, undefined));
  const answer = open.data?.value;
  const me = viewer?.personId;
  const query = useInfiniteQuery({
    queryKey: ['records', form, tab, me],
    queryFn: ({ pageParam }) =>
      callApi(queryRecords, {
        params: { form },
        body: {
          limit: 20,
          sort: { by: 'createdAt', direction: 'down' },
          ...(tab === 'mine' && me ? { where: { field: '$createdBy', op: 'equals', value: me } } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    enabled: me !== undefined && answer?.may.read !== false,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const fill = answer?.may.create ? (
    <Link href={`/fill/${form}`} className="mbtn">
      {recordText('fillNow')}
    </Link>
  ) : null;
  const failed = (!answer && open.error) || query.error;
  return (
    <Screen
      title={answer?.definition.name ?? ''}
      back="/apps"
      sticky={
        <div className="tabs" role="tablist" aria-label={recordText('myRecords')}>
          {tabs.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={one === tab}
              aria-controls="records-panel"
              onClick={() => go(one === 'all' ? `${path}?tab=all` : path, { replace: true })}
            >
              {recordText(one === 'all' ? 'allRecords' : 'myRecords')}
            </button>
          ))}
        </div>
      }
      bar={
        answer?.may.create ? (
          <Link href={`/fill/${form}`} className="pbtn">
            {recordText('fillNow')}
          </Link>
        ) : undefined
      }
    >
      <div id="records-panel" role="tabpanel" aria-label={recordText(tab === 'all' ? 'allRecords' : 'myRecords')}>
        {failed ? (
          <Failure error={failed} retry={() => void (open.isError ? open.refetch() : query.refetch())} />
        ) : query.isPending || !answer ? (
          <Loading cards={4} height={96} />
        ) : rows.length === 0 ? (
          <Empty
            icon="clipboard"
            title={recordText(tab === 'mine' ? 'noneMine' : 'noRecords')}
            hint={recordText(tab === 'mine' ? 'noneMineHint' : 'noRecordsReadOnly')}
          >
            {fill}
          </Empty>
        ) : (
          <>
            {rows.map((row) => (
              <RecordCard key={row.id} form={form} open={answer} row={row} />
            ))}
            <MoreRows query={query} />
          </>
        )}
      </div>
    </Screen>
  );
}

const mostLines = 3;

function RecordCard({ form, open, row }: { form: string; open: OpenForm; row: FormRecord }) {
  const now = useNow();
  const naming = namingOf(open, row.names, row.labels);
  const titleField = titleFieldOf(open.definition);
  const title = titleField ? valueText(titleField, row.values[titleField.key], naming) : '';
  const lines = listFieldsOf(open.definition).flatMap((field) => {
    const words = field === titleField ? '' : valueText(field, row.values[field.key], naming);
    return words ? [{ key: field.key, label: field.label, words }] : [];
  });
  return (
    <Link href={`/records/${form}/${row.id}`} className="card ff-card">
      <h2>{title || recordText('untitled')}</h2>
      <dl>
        {lines.slice(0, mostLines).map(({ key, label, words }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="note">
        {[row.community?.name, row.createdBy?.name, relative(row.createdAt, now)].filter(Boolean).join(' · ')}
        <Icon name="right" size={16} />
      </p>
    </Link>
  );
}
