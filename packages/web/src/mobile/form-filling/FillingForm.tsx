import type { FieldDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { clock, relative } from '../../base/time.ts';
import { discard, isLasting, keep } from '../../files/keep.ts';
import { dropAllOutgoing, outgoingFile, useOutgoing } from '../../files/outgoing.ts';
import { FormNews } from '../../form-records/FormNews.tsx';
import { useFormNews } from '../../form-records/form-news.ts';
import { enteredValues, fileIdsIn, type OpenForm } from '../../form-records/open-form.ts';
import { FillForm } from '../../form-records/RecordForm.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { useFilling } from '../../form-records/use-filling.ts';
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { ask } from '../frame/ask.tsx';
import { useComplaint } from '../frame/complaint.ts';
import { Screen } from '../frame/Screen.tsx';
import { enqueue, withdraw } from '../queue/queue-store.ts';
import type { RecordSubmission } from '../queue/submission.ts';
import { useViewer } from '../session/session.ts';
import { createKeeper } from '../storage/keeper.ts';
import { text } from '../text.ts';
import { ChangesSheet } from './ChangesSheet.tsx';
import { type CarriedOver, draftKey, entered, type FormDraft } from './draft.ts';
import { PhoneRecordForm, tellProblems } from './PhoneRecordForm.tsx';
import { RecordRefusal } from './RecordRefusal.tsx';

export interface FillingFormProps {
  readonly open: OpenForm;
  /** When there is no signal: how old what is shown is. */
  readonly keptAt: number | undefined;
  readonly begun: CarriedOver;
  /** The draft was begun with an older version. */
  readonly isMoved: boolean;
  /** Refused by the server. */
  readonly submission: RecordSubmission | undefined;
  readonly startOver: () => void;
  /** Asks the server for the form as it is now; the draft stays. */
  readonly askAgain: (draft: FormDraft) => Promise<void>;
}

const noNames: Readonly<Record<string, string>> = {};

function hasLinks(fields: readonly FieldDefinition[]): boolean {
  return fields.some((field) =>
    field.type === 'subform' ? hasLinks(field.fields) : field.type.startsWith('linkedRecord'),
  );
}

export function FillingForm(props: FillingFormProps) {
  const { open, keptAt, begun, isMoved, submission, startOver, askAgain } = props;
  const { definition } = open;
  const { draft } = begun;
  const viewer = useViewer();
  // Whoever fills it in may be chosen beforehand, and is known without asking.
  const names = useMemo(() => (viewer ? { [viewer.personId]: viewer.name } : noNames), [viewer]);
  const seen = useNow();
  const form = useRef<FormHandle>(null);
  const { news, seen: newsSeen } = useFormNews(draft.form, open);
  const [showsChanges, setShowsChanges] = useState(false);
  const [savedAt, setSavedAt] = useState(draft.savedAt);
  const [storage, setStorage] = useState<'fine' | 'failed' | 'fleeting'>('fine');
  useOutgoing();
  const draftName = draftKey(draft.form, draft.community);
  const placeName = open.communities.find((one) => one.id === draft.community)?.name ?? '';

  const keeper = useMemo(
    () =>
      createKeeper<FormDraft>(
        (value, at) => keep('drafts', draftName, { ...value, savedAt: at }),
        (at) => {
          setSavedAt(at);
          setStorage((was) => (was === 'failed' ? 'fine' : was));
        },
        () => setStorage('failed'),
      ),
    [draftName],
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

  // The phone's own clock may be wrong; the server's has gone on since it answered.
  const skew = useMemo(() => (keptAt ? 0 : new Date(open.now).getTime() - Date.now()), [open.now, keptAt]);
  const now = useCallback(() => Date.now() + skew, [skew]);
  const filling = useFilling(
    open,
    {
      now: open.now,
      today: open.today,
      person: viewer?.personId,
      community: draft.community ?? undefined,
    },
    draft.values,
    submission?.refusal?.problems.map(({ path, message, code = 'base.invalid', details }) => ({
      path,
      message,
      code,
      ...(details ? { details } : {}),
    })),
  );
  const { context } = filling;
  useEffect(() => {
    // Once the page stands, for what may be chosen later without signal. Nobody waits for it, or misses it.
    if (keptAt || !hasLinks(definition.fields)) return;
    const soon = setTimeout(
      () =>
        void import('../../forms/mobile/choices-ahead.ts')
          .then((ahead) => ahead.fetchChoicesAhead(definition.fields, { form: draft.form, context }))
          .catch(() => undefined),
      3_000,
    );
    return () => clearTimeout(soon);
  }, [keptAt, definition, draft.form, context]);
  const latest = useRef(draft);
  const setValues = (values: FormValues) => {
    latest.current = entered(draft, values, definition);
    filling.setValues(values);
    keeper.save(latest.current);
  };

  const complaint = useComplaint();
  const submit = async () => {
    complaint.drop();
    const ready = filling.ready();
    if (!ready) {
      tellProblems(form, complaint);
      return;
    }
    const files = fileIdsIn(definition, ready);
    if (files.some((id) => outgoingFile(id)?.state === 'refused')) {
      complaint.tell(recordText('fixFile'));
      return;
    }
    await keeper.flush();
    await enqueue({
      kind: 'record',
      key: draft.id,
      personId: viewer?.personId ?? '',
      form: draft.form,
      formName: definition.name,
      community: draft.community,
      communityName: placeName,
      values: ready,
      files,
      draft: draftName,
      queuedAt: Date.now(),
      attempts: 0,
      state: 'waiting',
    });
    newsSeen();
    window.scrollTo(0, 0);
  };

  const clear = async () => {
    const yes = await ask({
      title: recordText('discardTitle'),
      consequence: recordText('discardConsequence'),
      confirm: recordText('discardDraft'),
      danger: true,
    });
    if (!yes) return;
    dropAllOutgoing(fileIdsIn(definition, filling.values));
    keeper.drop();
    await discard('drafts', draftName);
    if (submission) await withdraw(submission.key);
    startOver();
  };

  const isBegun = Object.keys(enteredValues(filling.compiled, filling.values)).length > 0;
  return (
    <Screen
      title={definition.name}
      back="/apps"
      aside={
        isBegun ? (
          <button type="button" className="link ff-clear" onClick={() => void clear()}>
            {recordText('clearDraft')}
          </button>
        ) : undefined
      }
      sticky={
        placeName || keptAt ? (
          <div className="ff-place">
            {placeName ? (
              <span>
                <Icon name="building" size={16} />
                {placeName}
              </span>
            ) : null}
            {open.communities.length > 1 || open.hasMoreCommunities ? (
              <Link className="link" href={`/fill/${draft.form}?community=`} replace>
                {recordText('changePlace')}
              </Link>
            ) : null}
            {keptAt ? <span className="mut">{recordText('keptFrom', { time: relative(keptAt, seen) })}</span> : null}
          </div>
        ) : undefined
      }
      bar={
        <>
          <div className="ff-saved">
            <span role="status">
              {storage === 'failed' ? (
                <span className="t-major">{recordText('draftFailed')}</span>
              ) : storage === 'fleeting' ? (
                <span className="t-major">{recordText('draftFleeting')}</span>
              ) : savedAt > 0 ? (
                <>
                  <Icon name="check" size={15} />
                  {recordText('draftSaved', { time: clock(savedAt) })}
                </>
              ) : null}
            </span>
          </div>
          <button type="button" className="pbtn" disabled={!open.may.create} onClick={() => void submit()}>
            {definition.settings?.submitLabel ?? text('submit')}
          </button>
        </>
      }
    >
      {submission?.refusal ? (
        <RecordRefusal
          form={filling.compiled}
          refusal={submission.refusal}
          tell={(path) => form.current?.goTo(path)}
          askAgain={async () => {
            await keeper.flush();
            await withdraw(submission.key);
            await askAgain(latest.current);
          }}
        />
      ) : null}
      {open.may.create ? null : (
        <p className="ff-moved" role="status">
          {recordText(open.isStopped ? 'stoppedKept' : 'mayNotFillKept')}
        </p>
      )}
      {news ? (
        <FormNews
          news={news}
          seeAll={() => setShowsChanges(true)}
          dismiss={newsSeen}
          className="ff-moved"
          buttonClass="link"
        />
      ) : null}
      {isMoved ? (
        <p className="ff-moved" role="status">
          {recordText('versionMoved', { version: open.version })}
          {begun.dropped.length > 0
            ? recordText('versionDropped', { fields: begun.dropped.join(text('listComma')) })
            : null}
        </p>
      ) : null}
      {definition.description ? <p className="note ff-note">{definition.description}</p> : null}
      <FillForm
        View={PhoneRecordForm}
        filling={{ ...filling, setValues }}
        handle={form}
        around={{ place: placeName, personName: viewer?.name ?? '', now, names }}
      />
      {open.version > 1 ? (
        <p className="note ff-version">
          {recordText('versionNumber', { version: open.version })}
          <button type="button" className="link" onClick={() => setShowsChanges(true)}>
            {recordText('formChanges')}
          </button>
        </p>
      ) : null}
      {showsChanges ? <ChangesSheet form={draft.form} close={() => setShowsChanges(false)} /> : null}
    </Screen>
  );
}
