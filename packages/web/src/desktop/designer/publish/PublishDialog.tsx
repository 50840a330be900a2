/** What publishing will change, what stands in its way, and a word to those who fill the form. */
import type { AnswerOf } from '@anshao/core/base/call.ts';
import { differences, wordDifference } from '@anshao/core/forms/design/compare.ts';
import { getDesign, listVersions, planDesign, publishDesign } from '@anshao/core/forms/designing.ts';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { type ApiProblem, asApiProblem, callApi } from '../../../base/api.ts';
import { currentLanguage } from '../../../base/language.ts';
import { Mark } from '../../../base/marks.tsx';
import { queryClient, useWrite } from '../../calls.ts';
import { Bones, Failure } from '../../frame/states.tsx';
import { showPart } from '../canvas/part-id.ts';
import { useDesign, useDrawn } from '../design-store.ts';
import { useDesignedForm } from '../designed-form.ts';
import { locate } from '../problems.ts';
import { d } from '../text.ts';
import { changeSentence, concernOf, saferWay } from './change-words.ts';

type Plan = AnswerOf<typeof planDesign>;

export interface PublishDialogProps {
  readonly form: string;
  /** True when everything drawn is on the server. */
  readonly save: () => Promise<boolean>;
  readonly close: () => void;
}

export function PublishDialog({ form, save, close }: PublishDialogProps) {
  const { message } = App.useApp();
  const design = useDesign();
  const [plan, setPlan] = useState<Plan | undefined>(undefined);
  const [failure, setFailure] = useState<ApiProblem | undefined>(undefined);
  const [note, setNote] = useState('');
  const look = async () => {
    setFailure(undefined);
    try {
      await save();
      setPlan(await callApi(planDesign, { params: { form } }));
    } catch (error) {
      setFailure(asApiProblem(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the dialog opens
  useEffect(() => void look(), []);
  const publish = useWrite(
    () =>
      callApi(publishDesign, {
        params: { form },
        body: { revision: plan?.revision ?? 0, ...(note.trim() ? { note: note.trim() } : {}) },
      }),
    {
      done: ({ version }) => d('published', { version }),
      touches: [listVersions, getDesign],
      after: ({ version }) => {
        // Drawing goes on from what was just published.
        design.set({ draft: { revision: plan?.revision ?? 0, basedOn: version, savedAt: null, savedBy: null } });
        void queryClient.invalidateQueries({ queryKey: [getDesign.name] });
        close();
      },
      onProblem: (problem) => {
        if (problem.code === 'forms.draft-moved') {
          message.info(problem.message);
          void look();
          return true;
        }
        return false;
      },
    },
  );
  const isBarred = !plan || plan.problems.length > 0;
  return (
    <Modal
      open
      title={plan ? d('publishVersion', { version: plan.nextVersion }) : d('publish')}
      width={640}
      onCancel={close}
      footer={[
        <Button key="cancel" onClick={close}>
          {d('cancel')}
        </Button>,
        <Button
          key="publish"
          type="primary"
          danger={plan?.changes.some((change) => change.isDangerous) ?? false}
          disabled={isBarred}
          loading={publish.isPending}
          onClick={() => publish.mutate(undefined)}
        >
          {d('publish')}
        </Button>,
      ]}
    >
      {failure ? <Failure problem={failure} retry={() => void look()} /> : null}
      {!plan && !failure ? <Bones lines={5} /> : null}
      {plan ? <PlanView plan={plan} close={close} /> : null}
      {plan && !isBarred ? (
        <>
          <h3 className="dz-dialog-head">{d('publishNote')}</h3>
          <Input.TextArea
            aria-label={d('publishNote')}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={500}
            placeholder={d('publishNoteExample')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </>
      ) : null}
    </Modal>
  );
}

function markOf(change: Plan['changes'][number]) {
  const concern = concernOf(change);
  const level = ({ dangerous: 'major', careful: 'serious', harmless: 'done' } as const)[concern];
  return { level, label: d(concern) };
}

function PlanView({ plan, close }: { plan: Plan; close: () => void }) {
  const design = useDesign();
  const definition = useDrawn((state) => state.history.definition);
  const { published } = useDesignedForm();
  const looks = published
    ? differences(published.definition, definition).map((one) => wordDifference(one, currentLanguage()))
    : [];
  return (
    <div className="dz-plan-view">
      {plan.problems.length > 0 ? (
        <>
          <Alert type="error" showIcon title={d('publishBarred', { count: plan.problems.length })} />
          <ul className="dz-problem-list">
            {plan.problems.map((problem) => {
              const { part, sentence } = locate(problem, definition);
              return (
                <li key={`${problem.path} ${problem.code}`}>
                  <button
                    type="button"
                    onClick={() => {
                      design.select(part === '' ? [] : [part]);
                      if (part !== '') showPart(part);
                      close();
                    }}
                  >
                    <b>{design.get().fields.get(part)?.label ?? d('wholeForm')}</b>
                    <span>{sentence}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      ) : null}
      {plan.changes.length > 0 ? (
        <>
          <h3 className="dz-dialog-head">{d('tableChanges')}</h3>
          <ul className="dz-changes">
            {plan.changes.map((change) => {
              const safer = saferWay(change);
              const sentence = changeSentence(change);
              return (
                <li
                  key={`${change.kind} ${change.table} ${String(change.details?.['field'])} ${sentence}`}
                  className={change.isDangerous ? 'dangerous' : undefined}
                >
                  <Mark {...markOf(change)} />
                  <span>
                    {sentence}
                    {safer ? <small>{safer}</small> : null}
                  </span>
                </li>
              );
            })}
          </ul>
          {plan.records > 0 ? <p className="dz-quiet">{d('recordsThere', { count: plan.records })}</p> : null}
        </>
      ) : null}
      {plan.affected.length > 0 ? (
        <>
          <h3 className="dz-dialog-head">{d('affected')}</h3>
          <ul className="dz-changes">
            {plan.affected.map((usage) => (
              <li key={`${usage.kind} ${usage.name} ${usage.field ?? ''}`}>
                <Mark level="serious" label={d('affected')} />
                <span>{usage.name}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {looks.length > 0 ? (
        <details className="dz-details" open={plan.changes.length === 0}>
          <summary>{d('allChanges', { count: looks.length })}</summary>
          <ul className="dz-differences">
            {looks.slice(0, 200).map((sentence, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences may repeat and never move
              <li key={index}>{sentence}</li>
            ))}
          </ul>
        </details>
      ) : plan.changes.length === 0 && plan.problems.length === 0 ? (
        <p className="dz-quiet">{d('nothingChanged')}</p>
      ) : null}
    </div>
  );
}
