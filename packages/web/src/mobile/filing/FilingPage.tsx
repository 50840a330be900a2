import { openReport } from '@anshao/core/daily-reports/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Redirect, useLocation } from 'wouter';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { filedFromHere, onAccepted, useReportQueue } from '../queue/queue-store.ts';
import { askOrKept } from '../storage/kept-answer.ts';
import { text } from '../text.ts';
import { AlreadyFiled } from './AlreadyFiled.tsx';
import { adaptTo, type Draft, newDraft } from './draft.ts';
import { keptDraft } from './draft-store.ts';
import { Filling } from './Filling.tsx';
import { readReportForm } from './report-form.ts';
import { Sending } from './Sending.tsx';
import './filing.css';

export function openReportQuery(taskId: string) {
  return {
    queryKey: ['openReport', taskId],
    queryFn: () => askOrKept(`open ${taskId}`, () => callApi(openReport, { params: { taskId } })),
  };
}

/** Filling one daily report (DR-18 … DR-23): everything it needs is asked once and kept for when there is no signal. */
export default function FilingPage({ taskId }: { taskId: string }) {
  // Asked again while somebody types, a new answer could only get in the way; a refusal on submit asks afresh.
  const open = useQuery({ ...openReportQuery(taskId), staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' });
  const [draft, setDraft] = useState<Draft | null>();
  const [filedHere, setFiledHere] = useState<string>();
  const [, go] = useLocation();
  const submission = useReportQueue().find((one) => one.taskId === taskId);
  const isUnderway = submission !== undefined && submission.state !== 'refused';
  useEffect(() => {
    let isCurrent = true;
    void Promise.all([keptDraft(taskId).catch(() => undefined), filedFromHere(taskId)]).then(([found, filed]) => {
      if (!isCurrent) return;
      setFiledHere(filed);
      setDraft(found ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [taskId]);

  // It may be on its way while the form is not there yet, e.g. right after a reload.
  useEffect(
    () =>
      onAccepted((accepted, { id }) => {
        if (accepted.key === taskId) go(`/receipt/${id}`, { replace: true });
      }),
    [go, taskId],
  );

  const title = text('fillTitle');
  const answer = open.data?.value;
  if (!answer && isUnderway)
    return (
      <Screen title={title} back="/">
        <Sending submission={submission} />
      </Screen>
    );
  if (open.isError && !answer)
    return (
      <Screen title={title} back="/">
        <Failure error={open.error} retry={() => void open.refetch()} />
      </Screen>
    );
  if (!answer || draft === undefined || open.isPlaceholderData)
    return (
      <Screen title={title} back="/">
        <Loading cards={4} height={130} />
      </Screen>
    );
  const ownIds = [filedHere, draft?.reportId, submission?.body.id];
  if (answer.recordId && ownIds.includes(answer.recordId))
    return <Redirect to={`/receipt/${answer.recordId}`} replace />;
  if (answer.state === 'done' || answer.state === 'late')
    return <AlreadyFiled open={answer} draft={draft} submission={submission} />;
  const form = readReportForm(answer.form, answer.items);
  if (!form || answer.items.length === 0)
    return (
      <Screen title={title} back="/">
        <Empty icon="clipboard" title={text('noItems')} hint={text('noItemsHint')} />
      </Screen>
    );
  const codes = answer.items.map((item) => item.code);
  const { draft: adapted, added } = adaptTo(
    draft ?? newDraft(taskId, newId(), answer.formVersion),
    answer.formVersion,
    codes,
  );
  return (
    <Filling
      // A new set of items starts the page afresh, with the same draft.
      key={`${taskId} ${answer.formVersion}`}
      open={answer}
      keptAt={open.data?.keptAt}
      form={form}
      initial={adapted}
      added={draft ? added : []}
      onFormChanged={async (current) => {
        setDraft(current);
        await open.refetch();
      }}
    />
  );
}
