/** 值班: who is on duty where and when, as forms that offer only those on duty read it. */
import { addShift, type DutyShift, listShifts, removeShift } from '@anshao/core/org/duty-contract.ts';
import { App, Button, DatePicker, Form, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { Link } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { dateTime } from '../../base/time.ts';
import { pathWith, useAddress } from '../address.ts';
import { usePages, useWrite } from '../calls.ts';
import { PersonSelect } from '../form-records/PersonSelect.tsx';
import { showAtFields } from '../frame/form-problems.ts';
import type { Column } from '../records/columns.ts';
import { CommunitySelect, rememberName } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';

const filterNames = ['communityId', 'from', 'to'] as const;

/** The moment a day begins at the reader's place. */
function startOf(day: string | undefined, shift = 0): string | undefined {
  return day ? dayjs(day).add(shift, 'day').startOf('day').toISOString() : undefined;
}

export function DutyTab() {
  const { filters, set } = useAddress([...filterNames, 'open']);
  const canEdit = useMay()('directory.edit');
  const now = useNow();
  const [isAdding, setAdding] = useState(false);
  // From today on, unless days are chosen: past duty is looked up on purpose.
  const from = startOf(filters.from) ?? (filters.to ? undefined : startOf(dayjs().format('YYYY-MM-DD')));
  const pages = usePages(listShifts, {
    query: { communityId: filters.communityId, from, to: startOf(filters.to, 1) },
  });
  for (const row of pages.rows) if (row.community) rememberName('community', row.community.id, row.community.name);
  const remove = useRemoval();
  const columns: Column<DutyShift>[] = [
    {
      key: 'person',
      title: appsText('onDuty'),
      width: 160,
      stays: true,
      render: (row) => (
        <Link className="plain-link" href={pathWith('/directory', { tab: 'people', q: row.person.name })}>
          {row.person.name}
        </Link>
      ),
    },
    {
      key: 'community',
      title: t('community'),
      cut: true,
      render: (row) => row.community?.name ?? appsText('allCommunities'),
    },
    { key: 'startsAt', title: appsText('startsAt'), width: 160, render: (row) => dateTime(row.startsAt) },
    { key: 'endsAt', title: appsText('endsAt'), width: 160, render: (row) => dateTime(row.endsAt) },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: (row) =>
        Date.parse(row.startsAt) <= now && now < Date.parse(row.endsAt) ? (
          <span className="tag done">{appsText('onDutyNow')}</span>
        ) : null,
    },
    ...(canEdit
      ? [
          {
            key: 'do',
            title: <span className="visually-hidden">{t('actions')}</span>,
            width: 100,
            align: 'right' as const,
            render: (row: DutyShift) => (
              <Button
                type="link"
                size="small"
                aria-label={`${t('remove')} ${row.person.name} ${dateTime(row.startsAt)}`}
                onClick={() => remove(row)}
              >
                {t('remove')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const day = (text: string | undefined) => (text ? dayjs(text) : null);
  const add = canEdit ? (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setAdding(true)}>
      {appsText('newShift')}
    </Button>
  ) : null;
  return (
    <>
      <RecordList
        list="duty"
        label={appsText('duty')}
        filterNames={filterNames}
        filters={filters}
        set={set}
        pages={pages}
        columns={columns}
        idOf={(row) => row.id}
        empty={{ icon: 'calendar', title: appsText('noShifts'), why: appsText('noShiftsWhy'), action: add }}
        filterBar={
          <>
            <CommunitySelect value={filters.communityId} onChange={(communityId) => set({ communityId })} />
            <DatePicker.RangePicker
              aria-label={t('dateRange')}
              allowEmpty={[true, true]}
              value={[day(filters.from), day(filters.to)]}
              onChange={(days) => set({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
            />
          </>
        }
        action={add}
      />
      {isAdding ? <ShiftForm communityId={filters.communityId} close={() => setAdding(false)} /> : null}
    </>
  );
}

/** Taken out at once, with the way back. */
function useRemoval(): (shift: DutyShift) => void {
  const { message } = App.useApp();
  const restore = useWrite(
    (shift: DutyShift) =>
      callApi(addShift, {
        body: {
          id: newId(),
          personId: shift.person.id,
          communityId: shift.community?.id ?? null,
          startsAt: shift.startsAt,
          endsAt: shift.endsAt,
        },
      }),
    { touches: [listShifts] },
  );
  const remove = useWrite((shift: DutyShift) => callApi(removeShift, { params: { shift: shift.id } }), {
    touches: [listShifts],
    after: (_answer, shift) =>
      void message.success({
        duration: 8,
        content: (
          <>
            {appsText('shiftRemoved', { name: shift.person.name })}{' '}
            <button type="button" className="plain-link" onClick={() => restore.mutate(shift)}>
              {t('undo')}
            </button>
          </>
        ),
      }),
  });
  return (shift) => remove.mutate(shift);
}

interface Draft {
  readonly personId: string;
  readonly communityId?: string;
  readonly startsAt: Dayjs;
  readonly endsAt: Dayjs;
}

function ShiftForm({ communityId, close }: { communityId: string | undefined; close: () => void }) {
  const [form] = Form.useForm<Draft>();
  const [id] = useState(newId);
  const save = useWrite(
    (draft: Draft) =>
      callApi(addShift, {
        body: {
          id,
          personId: draft.personId,
          communityId: draft.communityId ?? null,
          startsAt: draft.startsAt.toISOString(),
          endsAt: draft.endsAt.toISOString(),
        },
      }),
    {
      touches: [listShifts],
      done: (shift) => appsText('shiftAdded', { name: shift.person.name }),
      after: close,
      onProblem: (problem) => showAtFields(form, problem),
    },
  );
  const needed = [{ required: true, message: t('needed') }];
  return (
    <Modal
      open
      title={appsText('newShift')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Draft>
        form={form}
        layout="vertical"
        initialValues={{
          communityId,
          startsAt: dayjs().startOf('hour').add(1, 'hour'),
          endsAt: dayjs().startOf('hour').add(9, 'hour'),
        }}
        onFinish={(draft) => save.mutate(draft)}
      >
        <Form.Item name="personId" label={appsText('onDuty')} rules={needed}>
          <PersonSelect value={undefined} label={appsText('choosePerson')} onChange={() => undefined} />
        </Form.Item>
        <Form.Item name="communityId" label={t('community')} extra={appsText('everyCommunityHint')}>
          <CommunitySelect value={undefined} onChange={() => undefined} width="100%" />
        </Form.Item>
        <div className="form-pair">
          {(['startsAt', 'endsAt'] as const).map((end) => (
            <Form.Item key={end} name={end} label={appsText(end)} rules={needed}>
              <DatePicker
                showTime={{ format: 'HH:mm', minuteStep: 5 }}
                format="YYYY-MM-DD HH:mm"
                style={{ width: '100%' }}
              />
            </Form.Item>
          ))}
        </div>
      </Form>
    </Modal>
  );
}
