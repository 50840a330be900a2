/**
 * The records of one form as a workplace: columns and filters come from the form's fields, filters live in the
 * address, and the open record stands beside the list. What one may do comes with the server's answers.
 */
import { countRecords, type FormRecord, openForm, queryRecords } from '@anshao/core/forms/records.ts';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { listFieldsOf, namingOf, type OpenForm, titleFieldOf } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { valueText } from '../../forms/value-text.ts';
import { useAddress } from '../address.ts';
import { useCall, usePages } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Failure } from '../frame/states.tsx';
import { type PanelWays, RecordList } from '../records/RecordList.tsx';
import { t } from '../text.ts';
import { BatchBar } from './BatchBar.tsx';
import { ExportButton } from './ExportButton.tsx';
import { FilterBar } from './FilterBar.tsx';
import { NewRecord } from './NewRecord.tsx';
import { RecordPanel } from './RecordPanel.tsx';
import { RemovedRecords } from './RemovedRecords.tsx';
import { columnsOf } from './record-columns.tsx';
import { askedOf, filterNamesOf, readSort, turnedSort } from './record-query.ts';

/** In the address in place of a record's id: one that is being made. */
export const newRecord = 'new';

export interface FormRecordsProps {
  readonly formKey: string;
  /** Buttons of whoever shows the list, at the right of its head. */
  readonly children?: ReactNode;
}

export function FormRecords({ formKey, children }: FormRecordsProps) {
  const open = useCall(openForm, { params: { form: formKey }, query: {} });
  const { filters, set } = useAddress(['removed', 'open']);
  if (open.isPending) return <Bones />;
  if (open.error && !open.data) return <Failure problem={open.error} retry={() => void open.refetch()} />;
  if (filters.removed && open.data.may.restore)
    return <RemovedRecords formKey={formKey} open={open.data} filters={filters} set={set} />;
  return <Listed key={`${formKey} ${open.data.version}`} formKey={formKey} open={open.data} extra={children} />;
}

function Listed({ formKey, open, extra }: { formKey: string; open: OpenForm; extra: ReactNode }) {
  const { definition, may } = open;
  const filterNames = useMemo(() => filterNamesOf(definition), [definition]);
  const { filters, set } = useAddress([...filterNames, 'sort', 'open', 'wide', 'removed']);
  const sort = readSort(definition, filters.sort);
  const asked = useMemo(() => askedOf(definition, filters, sort), [definition, filters, sort]);
  const pages = usePages(queryRecords, { params: { form: formKey }, body: asked }, { enabled: may.read });
  const { where, q, community } = asked;
  const count = useCall(
    countRecords,
    {
      params: { form: formKey },
      body: { ...(where && { where }), ...(q && { q }), ...(community && { community }) },
    },
    { enabled: may.read, keep: true },
  );
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const shownFields = useMemo(() => listFieldsOf(definition), [definition]);
  const columns = useMemo(
    () => columnsOf(definition, shownFields, namingOf(open, {})),
    [definition, shownFields, open],
  );
  const titleOf = (row: FormRecord) => {
    const field = titleFieldOf(definition);
    const words = field ? valueText(field, row.values[field.key], namingOf(open, row.names, row.labels)) : '';
    return words || recordText('untitled');
  };
  const isWide = filters.wide === '1' && filters.open !== undefined;
  const makeNew = () => set({ open: newRecord });
  const panel = (id: string, row: FormRecord | undefined, ways: PanelWays) => {
    const place = {
      ...ways,
      close: () => set({ open: undefined, wide: undefined }),
      widen: () => set({ wide: isWide ? undefined : '1' }, { replace: true }),
      isWide,
    };
    return id === newRecord ? (
      <NewRecord formKey={formKey} open={open} done={(made) => set({ open: made }, { replace: true })} {...place} />
    ) : (
      <RecordPanel key={id} id={id} formKey={formKey} open={open} row={row} {...place} />
    );
  };
  const newButton = may.create ? (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={makeNew}>
      {recordText('newRecord')}
    </Button>
  ) : null;
  const total = count.data;
  const note = total ? recordText(total.isExact ? 'total' : 'totalAtLeast', { count: total.count }) : t('listKeys');
  return (
    <>
      <PageHead
        title={definition.name}
        note={
          open.isStopped ? (
            <>
              <span className="tag" title={recordText('formStoppedHint')}>
                {recordText('stoppedOption')}
              </span>{' '}
              {may.read ? note : null}
            </>
          ) : may.read ? (
            note
          ) : undefined
        }
      >
        {extra}
        {may.restore ? (
          <Button icon={<Icon name="trash" size={16} />} onClick={() => set({ removed: '1', open: undefined })}>
            {recordText('seeRemoved')}
          </Button>
        ) : null}
        {may.read ? <ExportButton formKey={formKey} open={open} asked={asked} fields={shownFields} /> : null}
        {newButton}
      </PageHead>
      {may.read ? (
        <RecordList
          list={`form.${formKey}`}
          label={definition.name}
          filterNames={filterNames}
          filters={filters}
          set={set}
          filterBar={<FilterBar open={open} filters={filters} set={set} />}
          pages={pages}
          columns={columns}
          idOf={(row) => row.id}
          empty={{
            icon: 'clipboard',
            title: recordText('noRecords'),
            why: recordText(open.isStopped ? 'formStoppedHint' : may.create ? 'noRecordsWhy' : 'noRecordsReadOnly'),
            action: newButton,
          }}
          // Where nothing can be done with several rows there is nothing to tick.
          ticked={pages.rows.some((row) => row.may.remove) ? ticked : undefined}
          onTick={setTicked}
          tickName={titleOf}
          sort={sort}
          onSort={(by) => set({ sort: turnedSort(sort, by) }, { replace: true })}
          panel={panel}
          instead={isWide && filters.open ? panel(filters.open, undefined, { close: () => undefined }) : undefined}
        >
          <BatchBar formKey={formKey} rows={pages.rows} ticked={ticked} setTicked={setTicked} titleOf={titleOf} />
        </RecordList>
      ) : (
        <OnlyFilling mayCreate={may.create}>
          {filters.open === newRecord ? panel(newRecord, undefined, { close: () => undefined }) : newButton}
        </OnlyFilling>
      )}
    </>
  );
}

/** Somebody who may add records and not read those of others. */
function OnlyFilling({ mayCreate, children }: { mayCreate: boolean; children: ReactNode }) {
  return (
    <div className="split fill-only">
      <p className="quiet-text">{recordText(mayCreate ? 'onlyCreate' : 'noRightsHere')}</p>
      {children}
    </div>
  );
}
