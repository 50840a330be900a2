import type { FormContext } from '@anshao/core/forms/contract.ts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ItemCell } from '../../base/marks.tsx';
import { plainDate } from '../../base/time.ts';
import { isLasting } from '../../files/keep.ts';
import { dropOutgoing, outgoingFile, useOutgoing } from '../../files/outgoing.ts';
import { ask } from '../frame/ask.tsx';
import { useComplaint } from '../frame/complaint.ts';
import { Screen } from '../frame/Screen.tsx';
import { showToast } from '../frame/toast.tsx';
import { enqueue, onAccepted, useReportQueue, withdraw } from '../queue/queue-store.ts';
import { useElderMode } from '../session/preferences.ts';
import { useViewer } from '../session/session.ts';
import { text } from '../text.ts';
import {
  answerOf,
  applyPrefill,
  carriedOver,
  confirmCarried,
  type Draft,
  isAnswered,
  isCopied,
  losesDetails,
  nextUnanswered,
  type OpenReport,
  rowsOf,
  setAnswer,
  setValue,
} from './draft.ts';
import { createDraftKeeper } from './draft-store.ts';
import { FilingBar } from './FilingBar.tsx';
import { FilingHead } from './FilingHead.tsx';
import { PrefillBanner } from './PrefillBanner.tsx';
import { Question } from './Question.tsx';
import { RefusalNotice } from './RefusalNotice.tsx';
import { checkDraft, type ReportForm } from './report-form.ts';
import { Sending } from './Sending.tsx';

export interface FillingProps {
  readonly open: OpenReport;
  /** When there is no signal: how old what is shown is. */
  readonly keptAt: number | undefined;
  readonly form: ReportForm;
  readonly initial: Draft;
  /** Items that came since the draft was begun. */
  readonly added: readonly string[];
  readonly onFormChanged: (draft: Draft) => Promise<void>;
}

export const questionId = (code: string) => `q-${code}`;

export function Filling({ open, keptAt, form, initial, added, onFormChanged }: FillingProps) {
  const [draft, setDraft] = useState(initial);
  const [savedAt, setSavedAt] = useState(initial.savedAt);
  const [storage, setStorage] = useState<'fine' | 'failed' | 'fleeting'>('fine');
  const [isTried, setTried] = useState(false);
  const [current, setCurrent] = useState<string>();
  const isElder = useElderMode();
  const viewer = useViewer();
  const [, go] = useLocation();
  useOutgoing();
  const submission = useReportQueue().find((one) => one.taskId === open.taskId);

  const keeper = useMemo(
    () =>
      createDraftKeeper(
        (at) => {
          setSavedAt(at);
          setStorage((was) => (was === 'failed' ? 'fine' : was));
        },
        () => setStorage('failed'),
      ),
    [],
  );
  useEffect(() => {
    void isLasting().then((lasting) => !lasting && setStorage('fleeting'));
    const flush = () => void keeper.flush();
    const hidden = () => document.visibilityState === 'hidden' && flush();
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', flush);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [keeper]);
  const latest = useRef(draft);
  const change = useCallback(
    (next: (draft: Draft) => Draft) => {
      latest.current = next(latest.current);
      setDraft(latest.current);
      keeper.save(latest.current);
    },
    [keeper],
  );

  const codes = useMemo(() => open.items.map((item) => item.code), [open.items]);
  // The phone's own clock may be wrong; the server's has gone on since it answered.
  const skew = useMemo(
    () => (keptAt ? 0 : new Date(open.serverTime).getTime() - Date.now()),
    [open.serverTime, keptAt],
  );
  const now = useCallback(() => Date.now() + skew, [skew]);
  const context = useMemo<FormContext>(
    () => ({
      now: new Date(now()).toISOString(),
      today: plainDate(now()),
      community: open.communityId,
      ...(viewer ? { person: viewer.personId } : {}),
      dictionaries: form.dictionaries,
    }),
    [now, open.communityId, viewer, form.dictionaries],
  );
  const situation = useMemo(
    () => ({ context, place: open.communityName, personName: viewer?.name ?? '', now }),
    [context, open.communityName, viewer?.name, now],
  );
  const problems = useMemo(() => checkDraft(form, draft, codes, context), [form, draft, codes, context]);
  const answered = codes.filter((code) => isAnswered(draft, code)).length;

  const goTo = useCallback((code: string | undefined) => {
    if (!code) return;
    setCurrent(code);
    const card = document.getElementById(questionId(code));
    card?.scrollIntoView({ behavior: 'smooth', block: 'start' });
    card?.querySelector<HTMLElement>('button, input, textarea')?.focus({ preventScroll: true });
  }, []);

  const answer = useCallback(
    async (code: string, value: unknown) => {
      if (value !== 'abnormal' && losesDetails(latest.current, code)) {
        const yes = await ask({
          title: text('clearTitle'),
          consequence: text('clearConsequence'),
          confirm: text('clearConfirm'),
          danger: true,
        });
        if (!yes) return;
        const photos = latest.current.rows[code]?.photos;
        if (Array.isArray(photos)) for (const id of photos as string[]) if (outgoingFile(id)) dropOutgoing(id);
      }
      change((draft) => setAnswer(draft, code, value));
      const next = nextUnanswered(latest.current, codes, code);
      setCurrent(value === 'abnormal' ? code : next);
      if (value !== 'abnormal' && next && codes.indexOf(next) > codes.indexOf(code)) showIfHidden(next);
    },
    [change, codes],
  );

  const complaint = useComplaint();
  const submit = async () => {
    complaint.drop();
    setTried(true);
    const pending = codes.find((code) => draft.pending.includes(code));
    const firstWrong = codes.find((code) => problems.has(code) || draft.pending.includes(code));
    const refusedFile = codes.find((code) => photosOf(draft, code).some((id) => outgoingFile(id)?.state === 'refused'));
    if (firstWrong || refusedFile) {
      const count = codes.filter((code) => problems.has(code) || draft.pending.includes(code)).length;
      goTo(firstWrong ?? refusedFile);
      complaint.tell(
        firstWrong ? (firstWrong === pending ? text('confirmFirst') : text('fixFirst', { n: count })) : text('fixFile'),
      );
      return;
    }
    await keeper.flush();
    await enqueue({
      kind: 'report',
      key: open.taskId,
      taskId: open.taskId,
      personId: viewer?.personId ?? '',
      communityName: open.communityName,
      reportDate: open.reportDate,
      body: {
        id: draft.reportId,
        formVersion: draft.formVersion,
        items: rowsOf(draft, codes),
        ...(draft.copiedFrom ? { prefill: carriedOver(draft, codes) } : {}),
      },
      queuedAt: Date.now(),
      attempts: 0,
      state: 'waiting',
    });
    window.scrollTo(0, 0);
  };

  // Accepted while this page is looked at: on to the receipt.
  useEffect(
    () =>
      onAccepted((accepted, result) => {
        if (accepted.key === open.taskId) go(`/receipt/${result.id}`, { replace: true });
      }),
    [go, open.taskId],
  );

  const cells: ItemCell[] = open.items.map(({ code, number, label }) => {
    const given = answerOf(draft.rows[code]);
    const isWrong = isTried && problems.has(code);
    const isPending = draft.pending.includes(code);
    const state = isWrong
      ? 'problem'
      : isPending
        ? 'pending'
        : given === 'normal'
          ? 'good'
          : given === 'abnormal'
            ? 'bad'
            : given === 'notApplicable'
              ? 'other'
              : code === (current ?? nextUnanswered(draft, codes))
                ? 'current'
                : 'empty';
    const word = isPending ? text('toConfirm') : given ? text(given) : text('unanswered');
    return { key: code, state, label: `${number} ${label}：${word}` };
  });

  const isUnderway = submission && submission.state !== 'refused';
  if (isUnderway)
    return (
      <Screen title={text('fillTitle')} back="/">
        <Sending submission={submission} onEdit={() => void withdraw(open.taskId)} />
      </Screen>
    );
  return (
    <Screen
      title={isElder ? text('fillTitleShort') : text('fillTitle')}
      back="/"
      sticky={<FilingHead open={open} now={now()} keptAt={keptAt} />}
      bar={
        <FilingBar
          cells={cells}
          answered={answered}
          savedAt={savedAt}
          storage={storage}
          isElder={isElder}
          onGo={goTo}
          onNext={() => goTo(nextUnanswered(draft, codes, current))}
          onSubmit={() => void submit()}
        />
      }
    >
      {submission?.refusal && (
        <RefusalNotice
          refusal={submission.refusal}
          recordId={open.recordId}
          onReload={async () => {
            await keeper.flush();
            await withdraw(open.taskId);
            await onFormChanged(latest.current);
          }}
        />
      )}
      <PrefillBanner
        prefill={open.prefill}
        isDone={draft.copiedFrom !== undefined}
        isElder={isElder}
        onPrefill={(prefill) => {
          change((draft) => applyPrefill(draft, prefill, codes));
          showToast(text('prefillDone'), 'done');
        }}
      />
      {open.items.map((item) => (
        <Question
          key={item.code}
          item={item}
          form={form}
          row={draft.rows[item.code]}
          situation={situation}
          problems={isTried ? problems.get(item.code) : undefined}
          isCurrent={current === item.code}
          isNew={added.includes(item.code)}
          isCopied={isCopied(draft, item.code)}
          pendingSince={
            draft.pending.includes(item.code)
              ? open.prefill?.items.find((one) => one.code === item.code)?.anomaly?.firstDate
              : undefined
          }
          openSince={open.prefill?.items.find((one) => one.code === item.code)?.anomaly?.firstDate}
          onAnswer={answer}
          onChange={(code, key, value) => change((draft) => setValue(draft, code, key, value))}
          onConfirm={(code) => change((draft) => confirmCarried(draft, code))}
        />
      ))}
    </Screen>
  );
}

function photosOf(draft: Draft, code: string): readonly string[] {
  const photos = draft.rows[code]?.photos;
  return Array.isArray(photos) ? (photos as string[]) : [];
}

/** Moves on only when the next question is not in sight: a page that jumps at every press is hard to follow. */
function showIfHidden(code: string): void {
  // After the answered card has been drawn anew.
  requestAnimationFrame(() => {
    const card = document.getElementById(questionId(code));
    const bar = document.querySelector('.bar');
    if (!card || !bar) return;
    const hidden = card.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: hidden + 12, behavior: 'smooth' });
  });
}
