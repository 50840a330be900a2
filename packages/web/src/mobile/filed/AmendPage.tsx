import { amendReport, openReport, type Report } from '@anshao/core/daily-reports/contract.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ApiProblem, callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { Mark } from '../../base/marks.tsx';
import { plainDate } from '../../base/time.ts';
import { whenSent } from '../../files/outgoing.ts';
import { type Draft, newDraft, type OpenReport, rowsOf, setAnswer, setValue } from '../filing/draft.ts';
import { discardDraft, keptDraft } from '../filing/draft-store.ts';
import { Question } from '../filing/Question.tsx';
import { checkDraft, problemsByItem, type ReportForm, readReportForm } from '../filing/report-form.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { showToast } from '../frame/toast.tsx';
import { refreshAfter } from '../live-refresh.ts';
import { useViewer } from '../session/session.ts';
import { useKeptState } from '../storage/kept-state.ts';
import { text } from '../text.ts';
import { reportQuery } from './report-query.ts';
import '../filing/filing.css';

async function openOf({ taskId }: Report): Promise<{ open: OpenReport; own: Draft | undefined }> {
  const open = await callApi(openReport, { params: { taskId } });
  return { open, own: await keptDraft(taskId).catch(() => undefined) };
}

/** 更正: a new version with a reason; the one before is kept (DR-23). */
export default function AmendPage({ id }: { id: string }) {
  const report = useQuery(reportQuery(id));
  const data = report.data;
  const open = useQuery({
    queryKey: ['amend', id],
    queryFn: () => openOf(data as Report),
    enabled: data !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Somebody else was faster, and what was typed here becomes the correction.
  const withDraft = new URLSearchParams(useSearch()).get('draft') === '1';
  const back = `/filed/${id}`;
  if (report.isError || open.isError)
    return (
      <Screen title={text('amend')} back={back}>
        <Failure
          error={report.error ?? open.error}
          retry={() => void (report.isError ? report.refetch() : open.refetch())}
        />
      </Screen>
    );
  const form = open.data && readReportForm(open.data.open.form, open.data.open.items);
  if (!data || !open.data || !form)
    return (
      <Screen title={text('amend')} back={back}>
        {open.data && !form ? <Empty icon="clipboard" title={text('noItems')} /> : <Loading cards={4} height={130} />}
      </Screen>
    );
  return (
    <Amending
      key={data.revision}
      report={data}
      open={open.data.open}
      form={form}
      own={withDraft ? open.data.own : undefined}
    />
  );
}

function draftOf(report: Report, open: OpenReport): Draft {
  const rows = Object.fromEntries(
    report.items.map(({ code, answer, description, photoIds }) => [
      code,
      answer === 'abnormal' ? { answer, description: description ?? '', photos: photoIds } : { answer },
    ]),
  );
  return { ...newDraft(open.taskId, newId(), open.formVersion), rows };
}

interface AmendingProps {
  readonly report: Report;
  readonly open: OpenReport;
  readonly form: ReportForm;
  /** What was typed before somebody else filed. */
  readonly own: Draft | undefined;
}

function Amending({ report, open, form, own: typed }: AmendingProps) {
  const initial = useMemo(() => {
    const filed = draftOf(report, open);
    return { draft: typed ? { ...filed, rows: { ...filed.rows, ...typed.rows } } : filed, reason: '' };
  }, [report, open, typed]);
  const [state, setState, forget] = useKeptState(
    `amend ${report.id} ${report.revision}${typed ? ' draft' : ''}`,
    initial,
  );
  const [isTried, setTried] = useState(false);
  const [, go] = useLocation();
  const viewer = useViewer();
  // A corrected report keeps the items it had that day.
  const items = open.items.filter((item) => report.items.some((one) => one.code === item.code));
  const codes = items.map((item) => item.code);
  const context = useMemo(
    () => ({
      now: new Date().toISOString(),
      today: plainDate(Date.now()),
      community: report.communityId,
      dictionaries: form.dictionaries,
      previous: {
        [form.items.key]: rowsOf(
          draftOf(report, open),
          report.items.map((item) => item.code),
        ),
      },
    }),
    [report, open, form],
  );
  const send = useMutation({
    mutationFn: async ({ draft, reason }: { draft: Draft; reason: string }) => {
      const rows = rowsOf(draft, codes);
      await whenSent(rows.flatMap((row) => row.photos ?? []));
      return callApi(amendReport, {
        params: { id: report.id },
        body: { revision: report.revision, items: rows, reason },
      });
    },
    onSuccess: async () => {
      await forget();
      if (typed) await discardDraft(open.taskId);
      refreshAfter('dailyReports.amended');
      showToast(text('amended'), 'done');
      go(`/filed/${report.id}`, { replace: true });
    },
  });
  if (!state)
    return (
      <Screen title={text('amend')} back={`/filed/${report.id}`}>
        <Loading />
      </Screen>
    );
  const { draft, reason } = state;
  const change = (next: Draft) => setState({ ...state, draft: next });
  const own = checkDraft(form, draft, codes, context);
  const refused = send.error instanceof ApiProblem ? problemsByItem(form, send.error.problems, codes) : undefined;
  const submit = () => {
    setTried(true);
    const wrong = codes.find((code) => own.has(code));
    if (wrong) document.getElementById(`q-${wrong}`)?.scrollIntoView({ behavior: 'smooth' });
    else if (reason.trim() === '') document.getElementById('amend-reason')?.focus();
    else send.mutate({ draft, reason: reason.trim() });
  };
  const situation = {
    context,
    place: report.communityName,
    personName: viewer?.name ?? '',
    now: Date.now,
  };
  return (
    <Screen
      title={text('amend')}
      back={`/filed/${report.id}`}
      bar={
        <button type="button" className="pbtn" disabled={send.isPending} onClick={submit}>
          {send.isPending ? text('submitting') : text('submitAmend')}
        </button>
      }
    >
      <section className="card fld">
        <div className="lb">
          <label htmlFor="amend-reason">{text('amendReason')}</label>
          <span className="req" aria-hidden="true">
            *
          </span>
        </div>
        <textarea
          id="amend-reason"
          className="inp"
          rows={2}
          maxLength={300}
          value={reason}
          aria-invalid={isTried && reason.trim() === ''}
          onChange={(event) => setState({ ...state, reason: event.target.value })}
        />
        <p className="note">{text('amendNote')}</p>
      </section>
      {send.isError && (
        <p className="problem" role="alert">
          <Mark level="major" />
          {send.error.message}
        </p>
      )}
      {items.map((item) => (
        <Question
          key={item.code}
          item={item}
          form={form}
          row={draft.rows[item.code]}
          situation={situation}
          problems={refused?.get(item.code) ?? (isTried ? own.get(item.code) : undefined)}
          isCurrent={false}
          isNew={false}
          isCopied={false}
          pendingSince={undefined}
          openSince={undefined}
          onAnswer={(code, answer) => change(setAnswer(draft, code, answer))}
          onChange={(code, key, value) => change(setValue(draft, code, key, value))}
          onConfirm={() => undefined}
        />
      ))}
    </Screen>
  );
}
