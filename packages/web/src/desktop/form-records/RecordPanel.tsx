/** One record beside the list: read, changed, its history and files; taken out and brought back. */
import { type FormRecord, readRecord, removeRecord, restoreRecord } from '@anshao/core/forms/records.ts';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { Moment } from '../../base/Moment.tsx';
import { namingOf, type OpenForm, titleFieldOf } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { useReveal } from '../../form-records/reveal.ts';
import { valueText } from '../../forms/value-text.ts';
import { queryClient, useCall, useWrite } from '../calls.ts';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import type { PanelWays } from '../records/RecordList.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { touchedByRecords } from './BatchBar.tsx';
import type { PanelPlace } from './NewRecord.tsx';
import { RecordEdit } from './RecordEdit.tsx';
import { RecordFiles } from './RecordFiles.tsx';
import { RecordHistory } from './RecordHistory.tsx';
import { RecordReading } from './RecordReading.tsx';
import { WidenButton } from './WidenButton.tsx';

export interface RecordPanelProps extends PanelWays, PanelPlace {
  readonly id: string;
  readonly formKey: string;
  readonly open: OpenForm;
  readonly row: FormRecord | undefined;
}

type View = 'content' | 'history' | 'files';
const views: readonly View[] = ['content', 'history', 'files'];

export function RecordPanel({ id, formKey, open, row, close, previous, next, widen, isWide }: RecordPanelProps) {
  const { message } = App.useApp();
  const read = useCall(readRecord, { params: { form: formKey, id } });
  const [view, setView] = useState<View>('content');
  const [isEditing, setEditing] = useState(false);
  const record = read.data;
  const reveal = useReveal(formKey, record);
  const restore = useWrite(() => callApi(restoreRecord, { params: { form: formKey, id } }), {
    touches: touchedByRecords,
    done: () => recordText('restored'),
  });
  const remove = useWrite(
    (gone: FormRecord) => callApi(removeRecord, { params: { form: formKey, id } }, { match: gone.revision }),
    {
      touches: touchedByRecords,
      after: () => {
        close();
        message.success({
          duration: 8,
          content: (
            <>
              {recordText('removed')}{' '}
              <button type="button" className="plain-link" onClick={() => restore.mutate(undefined)}>
                {t('undo')}
              </button>
            </>
          ),
        });
      },
    },
  );
  const title = titleOf(open, record ?? row);
  const head = <WidenButton isWide={isWide} widen={widen} />;
  if (record && isEditing)
    return (
      <RecordEdit
        title={title}
        formKey={formKey}
        open={open}
        record={record}
        head={head}
        close={close}
        leave={(saved) => {
          if (saved) queryClient.setQueryData([readRecord.name, { form: formKey, id }, null, null], saved);
          setEditing(false);
        }}
      />
    );
  const isGone = read.error?.status === 404;
  const mayRestore = open.may.restore && !open.isStopped;
  return (
    <SidePanel
      title={title}
      close={close}
      previous={previous}
      next={next}
      head={head}
      foot={
        record && !read.error && (record.may.update || record.may.remove) ? (
          <>
            {record.may.update ? (
              <Button type="primary" icon={<Icon name="edit" size={16} />} onClick={() => setEditing(true)}>
                {t('edit')}
              </Button>
            ) : null}
            <span className="spread" />
            {record.may.remove ? (
              <Button
                icon={<Icon name="trash" size={16} />}
                loading={remove.isPending}
                onClick={() => remove.mutate(record)}
              >
                {recordText('removeRecord')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      {read.isPending ? <Bones /> : null}
      {isGone ? (
        <Empty
          icon="trash"
          title={recordText('gone')}
          action={
            mayRestore ? (
              <Button loading={restore.isPending} onClick={() => restore.mutate(undefined)}>
                {recordText('restore')}
              </Button>
            ) : undefined
          }
        >
          {recordText('goneWhy')}
          {mayRestore ? recordText('goneRestore') : null}
        </Empty>
      ) : read.error ? (
        <Failure problem={read.error} retry={() => void read.refetch()} />
      ) : null}
      {record && !read.error ? (
        <div className="record-panel">
          <Facts record={record} />
          <Segmented<View>
            block
            size="small"
            value={view}
            onChange={setView}
            options={views.map((one) => ({ value: one, label: recordText(`view-${one}`) }))}
          />
          {view === 'content' ? <RecordReading open={open} record={record} reveal={reveal} /> : null}
          {view === 'history' ? <RecordHistory formKey={formKey} open={open} record={record} /> : null}
          {view === 'files' ? <RecordFiles formKey={formKey} open={open} record={record} /> : null}
        </div>
      ) : null}
    </SidePanel>
  );
}

export function titleOf(open: OpenForm, record: Pick<FormRecord, 'values' | 'names' | 'labels'> | undefined): string {
  const field = titleFieldOf(open.definition);
  if (!record || !field) return open.definition.name;
  return (
    valueText(field, record.values[field.key], namingOf(open, record.names, record.labels)) || recordText('untitled')
  );
}

function Facts({ record }: { record: FormRecord }) {
  const may = useMay();
  const { community, createdBy, createdAt, updatedBy, updatedAt, revision } = record;
  return (
    <dl className="facts record-facts">
      {community ? (
        <>
          <dt>{t('community')}</dt>
          <dd>
            {may('dailyReport.read') ? (
              <Link className="plain-link" href={`/communities/${community.id}`}>
                {community.name}
              </Link>
            ) : (
              community.name
            )}
          </dd>
        </>
      ) : null}
      <dt>{recordText('createdBy')}</dt>
      <dd>
        {createdBy?.name ?? recordText('bySystem')} <Moment at={createdAt} />
      </dd>
      {revision > 1 ? (
        <>
          <dt>{recordText('changedBy')}</dt>
          <dd>
            {updatedBy?.name ?? recordText('bySystem')} <Moment at={updatedAt} />
            {t('comma')}
            {recordText('revisionIs', { revision })}
          </dd>
        </>
      ) : null}
    </dl>
  );
}
