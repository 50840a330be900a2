/** 变更申请审核: the queue of changes of the person in charge, old and new side by side (DR-11, DR-12). */
import {
  approveChangeRequest,
  type ChangeRequest,
  listChangeRequests,
  rejectChangeRequest,
} from '@anshao/core/access/contract.ts';
import { listCommunities, listPeople } from '@anshao/core/org/contract.ts';
import { Button, Form, Input, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Moment } from '../../base/Moment.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { dateTime } from '../../base/time.ts';
import { pathWith, useAddress } from '../address.ts';
import { usePages, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { Attachments } from '../records/Attachments.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { neighbours, SidePanel } from '../records/SidePanel.tsx';
import { useListKeys } from '../records/use-list-keys.ts';
import { t } from '../text.ts';

const states = ['submitted', 'approved', 'rejected'] as const;
type State = (typeof states)[number];
const stateWords = { submitted: 'requestWaiting', approved: 'requestApproved', rejected: 'requestRejected' } as const;
const touched = [listChangeRequests, listPeople, listCommunities];

export function ChangeRequestsPage() {
  const { filters, set } = useAddress(['state', 'open']);
  const state = states.find((one) => one === filters.state) ?? 'submitted';
  const pages = usePages(listChangeRequests, { query: { state } });
  const { rows } = pages;
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const open = (id: string) => set({ open: id }, { replace: filters.open !== undefined });
  const close = () => set({ open: undefined });
  const cursor = useListKeys({ ids, current: filters.open, open, close });
  const current = rows.find((row) => row.id === filters.open);
  const columns: Column<ChangeRequest>[] = [
    {
      key: 'number',
      title: t('number'),
      width: 150,
      render: (row) => (
        <button type="button" className="plain-link nowrap" onClick={() => open(row.id)}>
          {row.number}
        </button>
      ),
    },
    {
      key: 'community',
      title: t('community'),
      cut: true,
      render: (row) => row.community.name,
      hint: (row) => row.community.name,
    },
    {
      key: 'change',
      title: t('personChange'),
      cut: true,
      render: (row) => `${row.current?.name ?? t('noPerson')} → ${row.proposed.name}`,
    },
    ...(filters.open
      ? []
      : [
          {
            key: 'district',
            title: t('district'),
            width: 110,
            render: (row: ChangeRequest) => row.community.districtName,
          },
          {
            key: 'anomalies',
            title: t('openAnomalies'),
            width: 110,
            align: 'right' as const,
            render: (row: ChangeRequest) => row.openAnomalies,
          },
          {
            key: 'at',
            title: t('submittedAt'),
            width: 130,
            render: (row: ChangeRequest) => <Moment at={row.submittedAt} />,
          },
          {
            key: 'state',
            title: t('state'),
            width: 100,
            render: (row: ChangeRequest) => <StateTag state={row.state} />,
          },
        ]),
  ];
  return (
    <>
      <PageHead title={t('changeRequests')} note={t('listKeys')} />
      <div className="view-tabs" role="toolbar" aria-label={t('views')}>
        {states.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === state}
            onClick={() => set({ state: one === 'submitted' ? undefined : one, open: undefined })}
          >
            {t(stateWords[one])}
          </button>
        ))}
      </div>
      <div className={`split${filters.open ? ' with-wide-panel' : ''}`}>
        <ScrollRegion className="split-list" label={t('changeRequests')}>
          <PagedList
            pages={pages}
            empty={
              <Empty icon="people" title={t(state === 'submitted' ? 'noRequestsWaiting' : 'noRequests')}>
                {t('noRequestsWhy')}
              </Empty>
            }
          >
            <RecordTable
              label={t('changeRequests')}
              rows={rows}
              columns={columns}
              idOf={(row) => row.id}
              onOpen={(row) => open(row.id)}
              current={filters.open}
              cursor={cursor}
            />
          </PagedList>
        </ScrollRegion>
        {filters.open ? (
          <RequestPanel request={current} close={close} {...neighbours(ids, filters.open, open)} />
        ) : null}
      </div>
    </>
  );
}

function StateTag({ state }: { state: State }) {
  if (state === 'approved') return <LevelTag level="done" word={t('requestApproved')} />;
  if (state === 'rejected') return <span className="tag">{t('requestRejected')}</span>;
  return <span className="tag brand">{t('requestWaiting')}</span>;
}

function RequestPanel({
  request,
  ...rest
}: {
  request: ChangeRequest | undefined;
  close: () => void;
  previous?: () => void;
  next?: () => void;
}) {
  if (!request)
    return (
      <SidePanel title={t('details')} {...rest}>
        <Empty icon="check" title={t('requestMoved')}>
          {t('requestMovedWhy')}
        </Empty>
      </SidePanel>
    );
  return (
    <SidePanel
      title={request.number}
      note={dateTime(request.submittedAt)}
      {...rest}
      foot={
        request.state === 'submitted' ? <Decide key={request.id} request={request} close={rest.close} /> : undefined
      }
    >
      <div className="row wrap">
        <StateTag state={request.state} />
        <Link className="plain-link strong-link" href={`/communities/${request.community.id}`}>
          {request.community.name}
        </Link>
        <span className="quiet-text">
          {request.community.districtName} {request.community.companyName ?? ''}
        </span>
      </div>
      <div className="two-sides">
        <Side title={t('currentPerson')} person={request.current} />
        <Side title={t('proposedPerson')} person={request.proposed} isNew />
      </div>
      <h3 className="panel-subtitle">{t('reason')}</h3>
      <p>{request.reason}</p>
      {request.openAnomalies > 0 ? (
        <p>
          <Link className="number-link" href={pathWith('/anomalies', { communityId: request.community.id })}>
            {t('handsOver', { count: request.openAnomalies })}
          </Link>
        </p>
      ) : null}
      <h3 className="panel-subtitle">{t('authorisation')}</h3>
      <Attachments ids={request.fileIds} name={t('authorisation')} />
      {request.decidedAt ? (
        <p className="quiet-text">
          {t('decidedBy', { who: request.decidedBy ?? '', time: dateTime(request.decidedAt) })}
          {request.rejectReason ? `${t('colon')}${request.rejectReason}` : ''}
        </p>
      ) : null}
    </SidePanel>
  );
}

function Side({ title, person, isNew }: { title: string; person: ChangeRequest['current']; isNew?: boolean }) {
  return (
    <section className={isNew ? 'side new' : 'side'} aria-label={title}>
      <div className="quiet-text small-text">{title}</div>
      {person ? (
        <>
          <b>{person.name}</b>
          <dl className="facts">
            <dt>{t('mobile')}</dt>
            <dd>{person.mobile}</dd>
            <dt>{t('since')}</dt>
            <dd>{person.since ?? t('newPerson')}</dd>
            <dt>{t('alsoIn')}</dt>
            <dd>{t('countCommunities', { count: person.otherCommunities })}</dd>
          </dl>
        </>
      ) : (
        <p>{t('noPerson')}</p>
      )}
    </section>
  );
}

/** The decided request leaves the list of those that wait, so its panel closes. */
function Decide({ request, close }: { request: ChangeRequest; close: () => void }) {
  const [rejecting, setRejecting] = useState(false);
  const approve = useWrite((id: string) => callApi(approveChangeRequest, { params: { id } }), {
    touches: touched,
    done: (answer) => t('approvedDone', { name: answer.proposed.name, community: answer.community.name }),
    after: close,
  });
  const reject = useWrite(
    (values: { reason: string }) => callApi(rejectChangeRequest, { params: { id: request.id }, body: values }),
    { touches: touched, done: () => t('rejectedDone', { name: request.proposed.name }), after: close },
  );
  if (rejecting)
    return (
      <Form
        layout="vertical"
        style={{ width: '100%' }}
        requiredMark={false}
        onFinish={(values: { reason: string }) => reject.mutate(values)}
      >
        <Form.Item
          name="reason"
          label={t('rejectReason')}
          extra={t('rejectReasonHint')}
          rules={[{ required: true, whitespace: true, message: t('rejectReasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
        <div className="row">
          <Button danger htmlType="submit" loading={reject.isPending}>
            {t('rejectAndTell')}
          </Button>
          <Button onClick={() => setRejecting(false)}>{t('cancel')}</Button>
        </div>
      </Form>
    );
  return (
    <>
      <Popconfirm
        title={t('approveConfirm', { name: request.proposed.name })}
        description={
          <div style={{ maxWidth: 300 }}>
            {t(request.current ? 'approveWhat' : 'approveWhatNew', {
              community: request.community.name,
              current: request.current?.name ?? '',
              proposed: request.proposed.name,
              count: request.openAnomalies,
            })}
          </div>
        }
        okText={t('approve')}
        onConfirm={() => approve.mutate(request.id)}
      >
        <Button type="primary" loading={approve.isPending}>
          {t('approve')}
        </Button>
      </Popconfirm>
      <Button onClick={() => setRejecting(true)}>{t('reject')}</Button>
    </>
  );
}
