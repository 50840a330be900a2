/**
 * Changing a record. What is sent names the revision it was made on; when somebody else was faster, both versions are
 * put together and nothing that was typed is lost.
 */
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { type FormRecord, openForm, readRecord, updateRecord } from '@anshao/core/forms/records.ts';
import { Button, Input } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { dropAllOutgoing, whenSent } from '../../files/outgoing.ts';
import { changedKeys, type Merged, mergeValues } from '../../form-records/merge-values.ts';
import { fileIdsIn, type OpenForm } from '../../form-records/open-form.ts';
import { FillForm } from '../../form-records/RecordForm.tsx';
import { asNow } from '../../form-records/record-now.ts';
import { recordText } from '../../form-records/record-text.ts';
import { useFilling } from '../../form-records/use-filling.ts';
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { sayProblem, useCall, useWrite } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { useViewer } from '../session/viewer.ts';
import { t } from '../text.ts';
import { touchedByRecords } from './BatchBar.tsx';
import { DeskForm, goToFirstProblem } from './DeskForm.tsx';
import { MovedNotice } from './MovedNotice.tsx';

export interface RecordEditProps {
  readonly title: string;
  readonly formKey: string;
  readonly open: OpenForm;
  readonly record: FormRecord;
  readonly head: ReactNode;
  readonly close: () => void;
  readonly leave: (saved: FormRecord | undefined) => void;
}

export function RecordEdit(props: RecordEditProps) {
  const { formKey, open, record, title, head, close } = props;
  const community = record.community?.id;
  // Dictionaries and what is fixed are those of the place.
  const placed = useCall(
    openForm,
    { params: { form: formKey }, query: { community } },
    { enabled: community !== undefined },
  );
  const here = community ? placed.data : open;
  if (!here)
    return (
      <SidePanel title={title} head={head} close={close}>
        {placed.error ? <Failure problem={placed.error} retry={() => void placed.refetch()} /> : <Bones />}
      </SidePanel>
    );
  return <Editing {...props} open={here} record={asNow(here, record)} />;
}

function Editing({ formKey, open, record, title, head, close, leave }: RecordEditProps) {
  const viewer = useViewer();
  /** As it was when the change began; the answer behind it may be renewed meanwhile. */
  const [begun] = useState(record);
  /** What the change is made on; moves when somebody else's change is taken over. */
  const [base, setBase] = useState(record);
  const [moved, setMoved] = useState<{ readonly theirs: FormRecord; readonly merged: Merged }>();
  const [reason, setReason] = useState('');
  const form = useRef<FormHandle>(null);
  const filling = useFilling(
    open,
    {
      now: open.now,
      today: open.today,
      person: viewer.personId,
      community: record.community?.id,
      previous: base.values,
    },
    begun.values,
  );
  const save = useWrite(
    async (values: FormValues) => {
      await whenSent(fileIdsIn(open.definition, values));
      return callApi(
        updateRecord,
        { params: { form: formKey, id: record.id }, body: { values, ...(reason.trim() && { reason: reason.trim() }) } },
        { match: base.revision },
      );
    },
    {
      touches: touchedByRecords,
      done: () => recordText('changed'),
      after: (saved, values) => {
        dropAllOutgoing(fileIdsIn(open.definition, values));
        leave(saved);
      },
      onProblem: (problem) => {
        if (problem.code === 'records.moved') {
          void takeOver();
          return true;
        }
        filling.setProblems(problem.problems);
        return false;
      },
    },
  );
  const [failed, setFailed] = useState<string>();
  const takeOver = async () => {
    try {
      const theirs = asNow(open, await callApi(readRecord, { params: { form: formKey, id: record.id } }));
      const merged = mergeValues(base.values, filling.values, theirs.values);
      filling.setValues(merged.values);
      setBase(theirs);
      setMoved({ theirs, merged });
      setFailed(undefined);
    } catch (error) {
      setFailed(sayProblem(asApiProblem(error)));
    }
  };
  const submit = () => {
    const entered = filling.ready();
    if (!entered) {
      goToFirstProblem(form.current);
      return;
    }
    const changed = changedKeys(base.values, entered).filter((key) => Object.hasOwn(entered, key));
    if (changed.length === 0) leave(undefined);
    else save.mutate(Object.fromEntries(changed.map((key) => [key, entered[key]])));
  };
  const names = moved ? { ...record.names, ...moved.theirs.names } : record.names;
  return (
    <SidePanel
      title={recordText('editing', { title })}
      head={head}
      close={close}
      foot={
        <>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {moved ? recordText('saveMerged') : t('save')}
          </Button>
          <Button onClick={() => leave(undefined)}>{t('cancel')}</Button>
        </>
      }
    >
      <div className="record-panel">
        {failed ? (
          <p className="problem" role="alert">
            {failed}
          </p>
        ) : null}
        {moved ? (
          <MovedNotice
            open={open}
            theirs={moved.theirs}
            base={begun}
            merged={moved.merged}
            values={filling.values}
            choose={(key, value) => filling.setValues({ ...filling.values, [key]: value })}
          />
        ) : null}
        <FillForm
          View={DeskForm}
          handle={form}
          filling={filling}
          around={{
            place: record.community?.name ?? '',
            personName: viewer.name,
            now: Date.now,
            names,
          }}
        />
        <div className="fld">
          <div className="lb">
            <label htmlFor="change-reason">{recordText('changeReason')}</label>
          </div>
          <Input.TextArea
            id="change-reason"
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={500}
            value={reason}
            placeholder={recordText('changeReasonHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </div>
    </SidePanel>
  );
}
