/** A new record, beside the list or over its whole width. What is typed stays in this browser until it is sent. */
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { createRecord, openForm } from '@anshao/core/forms/records.ts';
import { Button, Select } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { dropAllOutgoing, whenSent } from '../../files/outgoing.ts';
import { FormNews } from '../../form-records/FormNews.tsx';
import { useFormNews } from '../../form-records/form-news.ts';
import { fileIdsIn, type OpenForm } from '../../form-records/open-form.ts';
import { FillForm } from '../../form-records/RecordForm.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { useFilling } from '../../form-records/use-filling.ts';
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { useCall, useWrite } from '../calls.ts';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { CommunitySelect, rememberName } from '../records/filters.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { useKept } from '../records/use-kept.ts';
import { useViewer } from '../session/viewer.ts';
import { t } from '../text.ts';
import { touchedByRecords } from './BatchBar.tsx';
import { ChangesDialog } from './ChangesDialog.tsx';
import { DeskForm, goToFirstProblem } from './DeskForm.tsx';
import { WidenButton } from './WidenButton.tsx';

export interface PanelPlace {
  readonly close: () => void;
  readonly widen: () => void;
  readonly isWide: boolean;
}

interface KeptDraft {
  readonly id: string;
  readonly community: string | null;
  readonly values: FormValues;
}

function readDraft(kept: unknown): KeptDraft | undefined {
  const { id, community, values } = (kept ?? {}) as Partial<KeptDraft>;
  return typeof id === 'string' && typeof values === 'object' && values !== null
    ? { id, community: community ?? null, values }
    : undefined;
}

export interface NewRecordProps extends PanelPlace {
  readonly formKey: string;
  readonly open: OpenForm;
  /** Told the id of the record that was made. */
  readonly done: (id: string) => void;
}

export function NewRecord(props: NewRecordProps) {
  const { formKey, open, close, isWide, widen } = props;
  const isPlaced = open.definition.settings?.place !== 'none';
  const [kept, keep] = useKept(`draft.${formKey}`, readDraft);
  const [only] = open.communities;
  const [community, setCommunity] = useState<string | undefined>(
    kept?.community ?? (open.communities.length === 1 && !open.hasMoreCommunities ? only?.id : undefined),
  );
  for (const one of open.communities) rememberName('community', one.id, one.name);
  // Dictionaries and choices are those of the place.
  const placed = useCall(
    openForm,
    { params: { form: formKey }, query: { community } },
    { enabled: isPlaced && community !== undefined },
  );
  const here = !isPlaced ? open : community === undefined ? undefined : placed.data;
  const head = <WidenButton isWide={isWide} widen={widen} />;
  if (!open.may.create)
    return (
      <SidePanel title={recordText('newRecordOf', { form: open.definition.name })} close={close} head={head}>
        {open.isStopped ? (
          <Empty icon="lock" title={recordText('formStopped')}>
            {recordText(kept ? 'stoppedKept' : 'formStoppedHint')}
          </Empty>
        ) : (
          <Empty icon="lock" title={recordText('mayNotFill')}>
            {recordText(kept ? 'mayNotFillKept' : 'mayNotFillHint')}
          </Empty>
        )}
      </SidePanel>
    );
  const picker =
    isPlaced && (open.communities.length !== 1 || open.hasMoreCommunities) ? (
      <div className="fld">
        <div className="lb">
          <label htmlFor="record-community">{t('community')}</label>
        </div>
        {open.hasMoreCommunities ? (
          <CommunitySelect id="record-community" width="100%" value={community} onChange={setCommunity} />
        ) : (
          <Select
            id="record-community"
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            placeholder={t('community')}
            value={community ?? null}
            options={open.communities.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id: string | null) => setCommunity(id ?? undefined)}
          />
        )}
      </div>
    ) : null;
  if (!here)
    return (
      <SidePanel title={recordText('newRecordOf', { form: open.definition.name })} close={close} head={head}>
        {picker}
        {!isPlaced || community ? null : (
          <Empty icon="building" title={recordText('chooseCommunity')}>
            {recordText(open.communities.length === 0 ? 'noCommunity' : 'chooseCommunityWhy')}
          </Empty>
        )}
        {placed.isFetching ? <Bones /> : null}
        {placed.error ? <Failure problem={placed.error} retry={() => void placed.refetch()} /> : null}
      </SidePanel>
    );
  return (
    <Filled
      {...props}
      key={`${here.version} ${community ?? ''}`}
      open={here}
      community={isPlaced ? community : undefined}
      picker={picker}
      kept={kept}
      keep={keep}
    />
  );
}

const keepAfter = 400;

function Filled({
  formKey,
  open,
  done,
  close,
  isWide,
  widen,
  community,
  picker,
  kept,
  keep,
}: NewRecordProps & {
  community: string | undefined;
  picker: React.ReactNode;
  kept: KeptDraft | undefined;
  keep: (draft: KeptDraft | undefined) => void;
}) {
  const viewer = useViewer();
  // Whoever fills it in may be chosen beforehand, and is known without asking.
  const names = useMemo(() => ({ [viewer.personId]: viewer.name }), [viewer]);
  const [id] = useState(() => kept?.id ?? newId());
  const [resumed, setResumed] = useState(kept !== undefined && Object.keys(kept.values).length > 0);
  const filling = useFilling(
    open,
    { now: open.now, today: open.today, person: viewer.personId, community },
    kept?.values ?? {},
  );
  const { values } = filling;
  const { news, seen } = useFormNews(formKey, open);
  const [showsChanges, setShowsChanges] = useState(false);
  const form = useRef<FormHandle>(null);
  useEffect(() => {
    if (Object.keys(values).length === 0) return;
    const clock = setTimeout(() => keep({ id, community: community ?? null, values }), keepAfter);
    return () => clearTimeout(clock);
  }, [values, keep, id, community]);
  const create = useWrite(
    async (entered: FormValues) => {
      await whenSent(fileIdsIn(open.definition, entered));
      return callApi(createRecord, {
        params: { form: formKey },
        body: { id, community: community ?? null, values: entered },
      });
    },
    {
      touches: touchedByRecords,
      done: () => recordText('created'),
      after: (record, entered) => {
        dropAllOutgoing(fileIdsIn(open.definition, entered));
        keep(undefined);
        seen();
        done(record.id);
      },
      onProblem: (problem) => {
        filling.setProblems(problem.problems);
        return false;
      },
    },
  );
  const submit = () => {
    const entered = filling.ready();
    if (entered) create.mutate(entered);
    else goToFirstProblem(form.current);
  };
  const startAfresh = () => {
    dropAllOutgoing(fileIdsIn(open.definition, values));
    keep(undefined);
    setResumed(false);
    filling.setValues({});
  };
  return (
    <SidePanel
      title={recordText('newRecordOf', { form: open.definition.name })}
      close={close}
      head={<WidenButton isWide={isWide} widen={widen} />}
      foot={
        <>
          <Button type="primary" loading={create.isPending} onClick={submit}>
            {open.definition.settings?.submitLabel ?? recordText('submit')}
          </Button>
          <Button onClick={close}>{recordText('later')}</Button>
        </>
      }
    >
      <div className="record-panel">
        {news ? (
          <FormNews
            news={news}
            seeAll={() => setShowsChanges(true)}
            dismiss={seen}
            className="notice-line"
            buttonClass="plain-link"
          />
        ) : null}
        {resumed ? (
          <p className="notice-line" role="status">
            {recordText('draftResumed')}{' '}
            <button type="button" className="plain-link" onClick={startAfresh}>
              {recordText('startAfresh')}
            </button>
          </p>
        ) : null}
        {picker}
        <FillForm
          View={DeskForm}
          handle={form}
          filling={filling}
          around={{
            place: open.communities.find((one) => one.id === community)?.name ?? '',
            personName: viewer.name,
            now: Date.now,
            names,
          }}
        />
        {open.version > 1 ? (
          <p className="quiet-text small-text">
            {recordText('versionNumber', { version: open.version })}{' '}
            <button type="button" className="plain-link" onClick={() => setShowsChanges(true)}>
              {recordText('formChanges')}
            </button>
          </p>
        ) : null}
      </div>
      {showsChanges ? <ChangesDialog formKey={formKey} close={() => setShowsChanges(false)} /> : null}
    </SidePanel>
  );
}
