/**
 * A form that is still being drawn, shared by link: anybody who has the link tries it with values that go nowhere, and
 * says of any field what they think of it (FE-20). No sign-in.
 */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { type Comment, readShared } from '@anshao/core/forms/designing.ts';
import { formsErrors } from '@anshao/core/forms/errors.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { ApiProblem, type CallAnswer, callApi } from '../../base/api.ts';
import { Pictogram } from '../../base/icons.tsx';
import { addSentences } from '../../base/sentences.ts';
import { plainDate } from '../../base/time.ts';
import type { OpenForm } from '../../form-records/open-form.ts';
import { FillForm } from '../../form-records/RecordForm.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { useFilling } from '../../form-records/use-filling.ts';
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { useComplaint } from '../frame/complaint.ts';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { showToast } from '../frame/toast.tsx';
import { CommentList } from './CommentList.tsx';
import { CommentSheet, commentIcon } from './CommentSheet.tsx';
import { PhoneRecordForm, tellProblems } from './PhoneRecordForm.tsx';
import '../reports/reports.css';
import './form-filling.css';

addSentences(formsErrors);

type Shared = NonNullable<CallAnswer<typeof readShared.answer>>;

export default function SharedDraftPage({ token }: { token: string }) {
  const client = useQueryClient();
  const queryKey = ['shared', token];
  const read = useQuery({ queryKey, queryFn: () => callApi(readShared, { params: { token } }) });
  if (!read.data)
    return (
      <Screen title={recordText('sharedDraft')}>
        {read.error instanceof ApiProblem && read.error.code === 'forms.share-ended' ? (
          <Empty icon="link" title={recordText('shareEnded')} hint={read.error.message} />
        ) : read.isError ? (
          <Failure error={read.error} retry={() => void read.refetch()} />
        ) : (
          <Loading cards={4} height={110} />
        )}
      </Screen>
    );
  return (
    <Trying
      token={token}
      shared={read.data}
      added={(comment) =>
        client.setQueryData<Shared>(queryKey, (known) =>
          known ? { ...known, comments: [comment, ...known.comments.filter((one) => one.id !== comment.id)] } : known,
        )
      }
    />
  );
}

/** Path of the field, or null for the form as a whole. */
interface About {
  readonly path: string | null;
  readonly label: string;
}

const noNames: Readonly<Record<string, string>> = {};

function Trying({ token, shared, added }: { token: string; shared: Shared; added: (comment: Comment) => void }) {
  const { definition, comments, expiresAt } = shared;
  const [tab, setTab] = useState<'try' | 'comments'>('try');
  const [about, setAbout] = useState<About>();
  const handle = useRef<FormHandle>(null);
  const open = useMemo(
    () => ({
      definition,
      // The contract leaves the entries open; they are those of any form that is filled in.
      dictionaries: shared.dictionaries as OpenForm['dictionaries'],
      fixed: [],
    }),
    [definition, shared.dictionaries],
  );
  const filling = useFilling(
    open,
    { now: shared.now, today: plainDate(shared.now), person: undefined, community: undefined },
    {},
  );
  const counts = new Map<string, number>();
  for (const { field } of comments) if (field !== null) counts.set(field, (counts.get(field) ?? 0) + 1);
  const beside = (field: FieldDefinition, path: string) => (
    <CommentButton
      label={field.label}
      count={counts.get(withoutRows(path)) ?? 0}
      press={() => setAbout({ path: withoutRows(path), label: field.label })}
    />
  );
  const complaint = useComplaint();
  const tryOut = () => {
    complaint.drop();
    if (filling.ready()) showToast(recordText('tryFine'), 'done');
    else tellProblems(handle, complaint);
  };
  return (
    <Screen
      title={definition.name}
      sticky={
        <div className="tabs" role="tablist" aria-label={definition.name}>
          {(['try', 'comments'] as const).map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={tab === one}
              aria-controls="shared-panel"
              onClick={() => setTab(one)}
            >
              {recordText(one === 'try' ? 'tryTab' : 'commentsTab')}
              {one === 'comments' && comments.length > 0 ? <span>{comments.length}</span> : null}
            </button>
          ))}
        </div>
      }
      bar={
        <div className="two">
          <button type="button" className="pbtn sec" onClick={() => setAbout({ path: null, label: definition.name })}>
            {recordText('commentForm')}
          </button>
          <button type="button" className="pbtn" onClick={tab === 'try' ? tryOut : () => setTab('try')}>
            {recordText(tab === 'try' ? 'trySubmit' : 'tryTab')}
          </button>
        </div>
      }
    >
      <div id="shared-panel" role="tabpanel" aria-label={recordText(tab === 'try' ? 'tryTab' : 'commentsTab')}>
        {tab === 'try' ? (
          <>
            <p className="ff-moved">{recordText('sharedNote', { date: plainDate(expiresAt) })}</p>
            {definition.description ? <p className="note ff-note">{definition.description}</p> : null}
            <FillForm
              View={PhoneRecordForm}
              filling={filling}
              handle={handle}
              beside={beside}
              around={{
                place: recordText('trialPlace'),
                personName: recordText('trialPerson'),
                now: Date.now,
                names: noNames,
                isTrial: true,
              }}
            />
          </>
        ) : (
          <CommentList comments={comments} labelOf={(path) => labelOf(definition, path)} />
        )}
      </div>
      {about ? (
        <CommentSheet
          token={token}
          field={about.path}
          label={about.label}
          earlier={comments.filter((one) => one.field === about.path)}
          close={() => setAbout(undefined)}
          added={added}
        />
      ) : null}
    </Screen>
  );
}

function CommentButton({ label, count, press }: { label: string; count: number; press: () => void }) {
  return (
    <button type="button" className="ff-comment" aria-label={recordText('commentOn', { label, count })} onClick={press}>
      <Pictogram path={commentIcon} size={18} />
      {count > 0 ? <em aria-hidden="true">{count}</em> : null}
    </button>
  );
}

/** `items[2].answer` is a matter of `items.answer`, whatever the row. */
function withoutRows(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '');
}

function labelOf(definition: FormDefinition, path: string | null): string {
  if (path === null) return definition.name;
  const labels: string[] = [];
  let fields: readonly FieldDefinition[] = definition.fields;
  for (const key of path.split('.')) {
    const field: FieldDefinition | undefined = fields.find((one) => one.key === key);
    // The field may have gone from the draft since somebody spoke of it.
    labels.push(field?.label ?? key);
    fields = field?.type === 'subform' ? field.fields : [];
  }
  return labels.join(' · ');
}
