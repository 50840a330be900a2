/** 填写: one record of a form. Where it belongs is asked first, for options and numbers depend on it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { newId } from '../../base/ids.ts';
import { allKept, kept } from '../../files/keep.ts';
import type { OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { onAccepted, useQueue } from '../queue/queue-store.ts';
import { useChosenCommunity } from '../session/preferences.ts';
import { type CarriedOver, carriedOver, draftKey, type FormDraft, newDraft } from './draft.ts';
import { FillingForm } from './FillingForm.tsx';
import { justAsked, openFormQuery } from './form-query.ts';
import { PlaceChoice } from './PlaceChoice.tsx';
import { RecordSending } from './RecordSending.tsx';
import '../filing/filing.css';
import './form-filling.css';

export default function FillPage({ form }: { form: string }) {
  const asked = new URLSearchParams(useSearch()).get('community') ?? undefined;
  const [path, go] = useLocation();
  const chosen = useChosenCommunity();
  const open = useQuery(openFormQuery(form, undefined));
  const answer = open.data?.value;
  const title = answer?.definition.name ?? '';
  if (!answer)
    return (
      <Screen title={title} back="/apps">
        {open.isError ? (
          <Failure error={open.error} retry={() => void open.refetch()} />
        ) : (
          <Loading cards={4} height={110} />
        )}
      </Screen>
    );
  if (!answer.may.create) return <Closed form={form} open={answer} />;
  const isPlaced = answer.definition.settings?.place !== 'none';
  if (!isPlaced) return <Placed key="" form={form} community={undefined} />;
  const community = asked ?? ownPlace(answer, chosen);
  if (!community)
    return (
      <Screen title={title} back="/apps">
        <PlaceChoice open={answer} choose={(id) => go(`${path}?community=${id}`, { replace: true })} />
      </Screen>
    );
  return <Placed key={community} form={form} community={community} />;
}

/** Not to be filled in now. What was begun here is still there: one may read it, and send it once that is possible again. */
function Closed({ form, open }: { form: string; open: OpenForm }) {
  const submission = useQueue().find((one) => one.kind === 'record' && one.form === form);
  const [begun, setBegun] = useState<FormDraft | null>();
  useEffect(() => {
    void allKept<Partial<FormDraft>>('drafts')
      .catch(() => [])
      .then((drafts) => setBegun((drafts.find((one) => one.form === form && one.savedAt) as FormDraft) ?? null));
  }, [form]);
  const left = submission?.kind === 'record' ? submission : begun;
  if (left === undefined)
    return (
      <Screen title={open.definition.name} back="/apps">
        <Loading cards={4} height={110} />
      </Screen>
    );
  if (left) return <Placed key={left.community ?? ''} form={form} community={left.community ?? undefined} />;
  const [title, hint] = open.isStopped
    ? [recordText('formStopped'), recordText('formStoppedHint')]
    : [recordText('mayNotFill'), recordText('mayNotFillHint')];
  return (
    <Screen title={open.definition.name} back="/apps">
      <Empty icon="lock" title={title} hint={hint} />
    </Screen>
  );
}

/** Nobody who runs one community is asked which. */
function ownPlace({ communities, hasMoreCommunities }: OpenForm, chosen: string): string | undefined {
  if (communities.length === 1 && !hasMoreCommunities) return communities[0]?.id;
  return communities.find((one) => one.id === chosen)?.id;
}

function Placed({ form, community }: { form: string; community: string | undefined }) {
  // Asked again while somebody types, a new answer could only get in the way; a refusal on submit asks afresh.
  const open = useQuery({
    ...openFormQuery(form, community),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: ({ state }) => Date.now() - state.dataUpdatedAt > justAsked && 'always',
  });
  const [draft, setDraft] = useState<FormDraft | null>();
  const [, go] = useLocation();
  const draftName = draftKey(form, community ?? null);
  const submission = useQueue().find((one) => one.kind === 'record' && one.draft === draftName);
  const isUnderway = submission?.kind === 'record' && submission.state !== 'refused';
  const answer = open.data?.value;
  const version = answer?.version;
  // What was typed meanwhile is in the phone's memory: after sending was taken back, or when the form has moved on
  // under somebody's hands, the draft is read from there again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two are when it is read again
  useEffect(() => setDraft(undefined), [isUnderway, version]);
  useEffect(() => {
    if (draft !== undefined || isUnderway) return;
    let isCurrent = true;
    void kept<FormDraft>('drafts', draftName)
      .catch(() => undefined)
      .then((found) => isCurrent && setDraft(found ?? null));
    return () => {
      isCurrent = false;
    };
  }, [draft, isUnderway, draftName]);
  // It may be on its way while the form is not there yet, e.g. right after a reload.
  useEffect(
    () =>
      onAccepted((accepted, { id }) => {
        if (accepted.kind === 'record' && accepted.draft === draftName) go(`/filled/${form}/${id}`, { replace: true });
      }),
    [go, form, draftName],
  );
  const begun = useMemo((): CarriedOver | undefined => {
    if (!answer || draft === undefined) return undefined;
    if (draft) return carriedOver(draft, answer.definition, answer.version);
    return { draft: newDraft(form, newId(), answer.version, community ?? null), dropped: [] };
  }, [answer, draft, form, community]);
  const title = answer?.definition.name ?? (submission?.kind === 'record' ? submission.formName : '');
  if (isUnderway)
    return (
      <Screen title={title} back="/apps">
        <RecordSending submission={submission} />
      </Screen>
    );
  if (!answer || !begun)
    return (
      <Screen title={title} back="/apps">
        {open.isError && !answer ? (
          <Failure error={open.error} retry={() => void open.refetch()} />
        ) : (
          <Loading cards={4} height={110} />
        )}
      </Screen>
    );
  return (
    <FillingForm
      // A new version of the form starts the page afresh, with the same draft.
      key={`${answer.version} ${begun.draft.id}`}
      open={answer}
      keptAt={open.data?.keptAt}
      begun={begun}
      isMoved={draft !== null && draft !== undefined && draft.version !== answer.version && draft.savedAt > 0}
      submission={submission?.kind === 'record' ? submission : undefined}
      startOver={() => setDraft(newDraft(form, newId(), answer.version, community ?? null))}
      askAgain={async (current) => {
        setDraft(current);
        await open.refetch();
      }}
    />
  );
}
