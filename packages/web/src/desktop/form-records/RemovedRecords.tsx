/** 已删除: records that were taken out and are the reader's to bring back, each as it was at last. */
import { listRemoved, type RemovedRecord, restoreRecord } from '@anshao/core/forms/records.ts';
import { Button } from 'antd';
import { useMemo } from 'react';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { Moment } from '../../base/Moment.tsx';
import { dateTime } from '../../base/time.ts';
import { listFieldsOf, namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { usePages, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { Empty } from '../frame/states.tsx';
import type { Column } from '../records/columns.ts';
import { type PanelWays, RecordList } from '../records/RecordList.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { t } from '../text.ts';
import { touchedByRecords } from './BatchBar.tsx';
import { titleOf } from './RecordPanel.tsx';
import { RecordReading } from './RecordReading.tsx';
import { columnsOf, When } from './record-columns.tsx';

/** Enough to tell records apart; the rest stands in the panel. */
const mostFields = 4;

export interface RemovedRecordsProps {
  readonly formKey: string;
  readonly open: OpenForm;
  readonly filters: { readonly open?: string };
  readonly set: (
    changes: { open?: string | undefined; removed?: string | undefined },
    how?: { readonly replace?: boolean },
  ) => void;
}

export function RemovedRecords({ formKey, open, filters, set }: RemovedRecordsProps) {
  const { definition } = open;
  const pages = usePages(listRemoved, { params: { form: formKey }, query: {} });
  const restore = useWrite((row: RemovedRecord) => callApi(restoreRecord, { params: { form: formKey, id: row.id } }), {
    touches: touchedByRecords,
    done: () => recordText('restored'),
    after: (_, row) => filters.open === row.id && set({ open: undefined }),
  });
  const columns = useMemo((): Column<RemovedRecord>[] => {
    const fields = listFieldsOf(definition).slice(0, mostFields);
    const shown = columnsOf(definition, fields, namingOf(open, {}));
    return [
      ...shown.filter(({ key }) => key !== '$createdBy' && key !== '$createdAt'),
      {
        key: '$removedBy',
        title: recordText('removedBy'),
        width: 100,
        cut: true,
        render: (row) => row.removedBy?.name ?? '–',
      },
      {
        key: '$removedAt',
        title: recordText('removedAt'),
        width: 116,
        render: (row) => <When at={row.removedAt} />,
        hint: (row) => dateTime(row.removedAt),
      },
    ];
  }, [definition, open]);
  const button = (row: RemovedRecord) =>
    open.isStopped ? undefined : (
      <Button
        type="primary"
        loading={restore.isPending}
        aria-label={recordText('restoreOne', { name: titleOf(open, row) })}
        onClick={() => restore.mutate(row)}
      >
        {recordText('restore')}
      </Button>
    );
  return (
    <>
      <PageHead title={recordText('removedOf', { form: definition.name })} note={recordText('removedNote')}>
        <Button icon={<Icon name="left" size={16} />} onClick={() => set({ removed: undefined, open: undefined })}>
          {recordText('backToRecords')}
        </Button>
      </PageHead>
      <RecordList
        list={`form.${formKey}.removed`}
        label={recordText('removedOf', { form: definition.name })}
        filterNames={[]}
        filters={filters}
        set={set}
        filterBar={null}
        pages={pages}
        columns={columns}
        idOf={(row) => row.id}
        empty={{ icon: 'trash', title: recordText('noRemoved'), why: recordText('noRemovedWhy') }}
        panel={(_id, row, ways) => <RemovedPanel open={open} row={row} ways={ways} foot={row && button(row)} />}
      />
    </>
  );
}

function RemovedPanel({
  open,
  row,
  ways,
  foot,
}: {
  open: OpenForm;
  row: RemovedRecord | undefined;
  ways: PanelWays;
  foot: React.ReactNode;
}) {
  return (
    <SidePanel title={titleOf(open, row)} {...ways} foot={foot}>
      {row ? (
        <div className="record-panel">
          <dl className="facts record-facts">
            {row.community ? (
              <>
                <dt>{t('community')}</dt>
                <dd>{row.community.name}</dd>
              </>
            ) : null}
            <dt>{recordText('createdBy')}</dt>
            <dd>
              {row.createdBy?.name ?? recordText('bySystem')} <Moment at={row.createdAt} />
            </dd>
            <dt>{recordText('removedBy')}</dt>
            <dd>
              {row.removedBy?.name ?? recordText('bySystem')} <Moment at={row.removedAt} />
            </dd>
          </dl>
          <h3 className="panel-subtitle">{recordText('view-content')}</h3>
          <RecordReading open={open} record={row} />
        </div>
      ) : (
        <Empty icon="trash" title={recordText('gone')}>
          {recordText('removedGone')}
        </Empty>
      )}
    </SidePanel>
  );
}
