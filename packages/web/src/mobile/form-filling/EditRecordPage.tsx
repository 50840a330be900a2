/**
 * Changing a record on the phone. What is typed survives a reload; it is sent with the revision it was made on, and
 * when somebody else was faster both changes are put together for a look before saving.
 */
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { type FormRecord, readRecord, updateRecord } from '@anshao/core/forms/records.ts';
import { knownValues } from '@anshao/core/forms/version-values.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiProblem, callApi } from '../../base/api.ts';
import { Mark } from '../../base/marks.tsx';
import { dateTime } from '../../base/time.ts';
import { dropAllOutgoing, whenSent } from '../../files/outgoing.ts';
import { changedKeys, type Merged, mergeValues } from '../../form-records/merge-values.ts';
import { fileIdsIn, namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { FillForm } from '../../form-records/RecordForm.tsx';
import { asNow } from '../../form-records/record-now.ts';
import { recordText } from '../../form-records/record-text.ts';
import { useFilling } from '../../form-records/use-filling.ts';
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { valueText } from '../../forms/value-text.ts';
import { useComplaint } from '../frame/complaint.ts';
import { Screen } from '../frame/Screen.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { showToast } from '../frame/toast.tsx';
import { refreshAfter } from '../live-refresh.ts';
import { queryClient } from '../query-client.ts';
import { useViewer } from '../session/session.ts';
import { useKeptState } from '../storage/kept-state.ts';
import { openFormQuery } from './form-query.ts';
import { PhoneRecordForm, tellProblems } from './PhoneRecordForm.tsx';
import { recordQuery } from './RecordPage.tsx';
import '../filing/filing.css';
import './form-filling.css';

export default function EditRecordPage({ form, id }: { form: string; id: string }) {
  // What is being changed must not change by itself under somebody's hands.
  const read = useQuery({ ...recordQuery(form, id), staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' });
  const record = read.isFetchedAfterMount ? read.data : undefined;
  const open = useQuery({
    ...openFormQuery(form, record?.community?.id),
    enabled: record !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const answer = open.data?.value;
  const [started, setStarted] = useState<FormRecord>();
  useEffect(() => {
    if (record) setStarted((was) => was ?? record);
  }, [record]);
  const error = read.error ?? open.error;
  if (!started || !answer)
    return (
      <Screen title={answer?.definition.name ?? ''} back={`/records/${form}/${id}`}>
        {error ? (
          <Failure error={error} retry={() => void (read.isError ? read.refetch() : open.refetch())} />
        ) : (
          <Loading cards={4} height={110} />
        )}
      </Screen>
    );
  return <Kept form={form} record={asNow(answer, started)} open={answer} />;
}

interface KeptChange {
  readonly values: FormValues;
}

function Kept({ form, record, open }: { form: string; record: FormRecord; open: OpenForm }) {
  const { definition } = open;
  const [state, keep, forget] = useKeptState<KeptChange>(`edit ${form} ${record.id} ${record.revision}`, {
    values: record.values,
  });
  const [initial, setInitial] = useState<FormValues>();
  useEffect(() => {
    if (state) setInitial((was) => was ?? knownValues(definition, state.values));
  }, [state, definition]);
  if (!initial)
    return (
      <Screen title={open.definition.name} back={`/records/${form}/${record.id}`}>
        <Loading cards={4} height={110} />
      </Screen>
    );
  return (
    <Editing
      form={form}
      record={record}
      open={open}
      initial={initial}
      keep={(values) => keep({ values })}
      forget={forget}
    />
  );
}

interface EditingProps {
  readonly form: string;
  readonly record: FormRecord;
  readonly open: OpenForm;
  readonly initial: FormValues;
  readonly keep: (values: FormValues) => void;
  readonly forget: () => Promise<void>;
}

function Editing({ form, record, open, initial, keep, forget }: EditingProps) {
  const viewer = useViewer();
  const [, go] = useLocation();
  const handle = useRef<FormHandle>(null);
  const [base, setBase] = useState(record);
  const [moved, setMoved] = useState<{ readonly theirs: FormRecord; readonly merged: Merged }>();
  const filling = useFilling(
    open,
    {
      now: open.now,
      today: open.today,
      person: viewer?.personId,
      community: record.community?.id,
      previous: base.values,
    },
    initial,
  );
  const setValues = (values: FormValues) => {
    filling.setValues(values);
    keep(values);
  };
  const back = `/records/${form}/${record.id}`;
  const send = useMutation({
    mutationFn: async (values: FormValues) => {
      await whenSent(fileIdsIn(open.definition, values));
      return callApi(updateRecord, { params: { form, id: record.id }, body: { values } }, { match: base.revision });
    },
    onSuccess: async (saved, values) => {
      dropAllOutgoing(fileIdsIn(open.definition, values));
      await forget();
      queryClient.setQueryData(recordQuery(form, record.id).queryKey, saved);
      refreshAfter('records.updated');
      showToast(recordText('savedChange'), 'done');
      go(back, { replace: true });
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem)) return;
      if (error.code !== 'records.moved') {
        filling.setProblems(error.problems);
        return;
      }
      const theirs = asNow(open, await callApi(readRecord, { params: { form, id: record.id } }));
      const merged = mergeValues(base.values, filling.values, theirs.values);
      setValues(merged.values);
      setBase(theirs);
      setMoved({ theirs, merged });
      window.scrollTo(0, 0);
    },
  });
  const complaint = useComplaint();
  const submit = () => {
    complaint.drop();
    const ready = filling.ready();
    if (!ready) {
      tellProblems(handle, complaint);
      return;
    }
    const changed = changedKeys(base.values, ready).filter((key) => Object.hasOwn(ready, key));
    if (changed.length === 0) void forget().then(() => go(back, { replace: true }));
    else send.mutate(Object.fromEntries(changed.map((key) => [key, ready[key]])));
  };
  const isOther = send.error !== null && !(send.error instanceof ApiProblem && send.error.code === 'records.moved');
  return (
    <Screen
      title={open.definition.name}
      back={back}
      bar={
        <button type="button" className="pbtn" disabled={send.isPending} onClick={submit}>
          {recordText(send.isPending ? 'sendingNow' : moved ? 'saveMerged' : 'save')}
        </button>
      }
    >
      {isOther ? (
        <p className="problem" role="alert">
          <Mark level="major" />
          {send.error?.message}
        </p>
      ) : null}
      {moved ? (
        <MovedCard
          open={open}
          record={record}
          moved={moved}
          takeTheirs={(key) => setValues({ ...filling.values, [key]: moved.theirs.values[key] })}
        />
      ) : null}
      <FillForm
        View={PhoneRecordForm}
        filling={{ ...filling, setValues }}
        handle={handle}
        around={{
          place: record.community?.name ?? '',
          personName: viewer?.name ?? '',
          now: Date.now,
          names: record.names,
        }}
      />
    </Screen>
  );
}

function MovedCard({
  open,
  record,
  moved: { theirs, merged },
  takeTheirs,
}: {
  open: OpenForm;
  record: FormRecord;
  moved: { readonly theirs: FormRecord; readonly merged: Merged };
  takeTheirs: (key: string) => void;
}) {
  const [taken, setTaken] = useState<readonly string[]>([]);
  const naming = namingOf(open, { ...record.names, ...theirs.names });
  const fields = new Map(open.definition.fields.map((field) => [field.key, field]));
  const say = (key: string, value: unknown) => {
    const field = fields.get(key);
    return (field && valueText(field, value, naming)) || recordText('nothing');
  };
  const label = (key: string) => fields.get(key)?.label ?? key;
  return (
    <section className="ff-both" role="alert" aria-label={recordText('movedTitle')}>
      <p>
        <Mark level="serious" size={16} />
        <b>
          {recordText('movedBy', {
            who: theirs.updatedBy?.name ?? recordText('somebody'),
            time: dateTime(theirs.updatedAt),
          })}
        </b>
      </p>
      <ul>
        {merged.taken.map((key) => (
          <li key={key}>
            {recordText('takenOver', {
              field: label(key),
              before: say(key, record.values[key]),
              after: say(key, theirs.values[key]),
            })}
          </li>
        ))}
        {merged.conflicts.map(({ key, theirs: other }) => (
          <li key={key}>
            {taken.includes(key) ? label(key) : recordText('bothChangedMine', { field: label(key) })}
            {taken.includes(key) ? null : (
              <button
                type="button"
                className="mbtn line"
                onClick={() => {
                  takeTheirs(key);
                  setTaken([...taken, key]);
                }}
              >
                {recordText('takeTheirs', { value: say(key, other) })}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="note">{recordText('movedNote')}</p>
    </section>
  );
}
