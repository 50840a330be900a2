/** A package file: first what it would do here, step by step, then doing it. Twice is harmless. */
import { getApp, importApp, listApps, planImport } from '@anshao/core/apps/applications.ts';
import type { Package } from '@anshao/core/apps/package.ts';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { asApiProblem, type CallAnswer, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { sentenceOf } from '../../base/sentences.ts';
import { sayProblem, useWrite } from '../calls.ts';
import { Bones } from '../frame/states.tsx';
import { FileRefusal } from '../records/FileRefusal.tsx';

type Plan = NonNullable<CallAnswer<typeof planImport.answer>>;
interface Planned {
  readonly file: string;
  readonly content: unknown;
  readonly plan: Plan;
}

/** Long packages take their time; pictures travel inside them. */
const patience = 120_000;

export function ImportPackage({ done }: { done: (app: string) => void }) {
  const [planned, setPlanned] = useState<Planned>();
  const [isReading, setReading] = useState(false);
  const [refusal, setRefusal] = useState<{ name: string; reason: string }>();
  const take = async (file: File) => {
    setReading(true);
    setRefusal(undefined);
    setPlanned(undefined);
    try {
      const content = readJson(await file.text());
      const plan = await callApi(planImport, { body: { package: content } }, { timeout: patience });
      setPlanned({ file: file.name, content, plan });
    } catch (error) {
      const reason = error instanceof SyntaxError ? appsText('notPackage') : sayProblem(asApiProblem(error));
      setRefusal({ name: file.name, reason });
    } finally {
      setReading(false);
    }
  };
  const run = useWrite(
    // The server has just read and planned exactly this.
    (content: unknown) => callApi(importApp, { body: { package: content as Package } }, { timeout: patience }),
    {
      touches: [listApps, getApp],
      done: () => appsText('packageImported'),
      after: (answer) => done(answer.app),
      onProblem: (problem) => {
        setRefusal({ name: planned?.file ?? '', reason: sayProblem(problem) });
        return true;
      },
    },
  );
  return (
    <>
      {planned ? null : (
        <Upload.Dragger
          accept={{ format: '.json', filter: 'native' }}
          showUploadList={false}
          disabled={isReading}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}
        >
          <p>
            <Icon name="upload" size={24} />
          </p>
          <p>{appsText('packageDrop')}</p>
          <p className="quiet-text small-text">{appsText('packageDropHint')}</p>
        </Upload.Dragger>
      )}
      {isReading ? <Bones lines={3} /> : null}
      {refusal ? <FileRefusal {...refusal} /> : null}
      {planned ? (
        <>
          <ImportPlan plan={planned.plan} />
          <div className="row">
            <Button onClick={() => setPlanned(undefined)}>{appsText('otherFile')}</Button>
            <span className="spread" />
            <Button
              type="primary"
              disabled={planned.plan.problems.length > 0 || planned.plan.steps.every((step) => step.do === 'keep')}
              loading={run.isPending}
              onClick={() => run.mutate(planned.content)}
            >
              {appsText('importNow', { name: planned.plan.name })}
            </Button>
          </div>
        </>
      ) : null}
    </>
  );
}

function readJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
}

function ImportPlan({ plan }: { plan: Plan }) {
  const work = plan.steps.filter((step) => step.do !== 'keep');
  const kept = plan.steps.length - work.length;
  return (
    <section aria-label={appsText('planTitle', { name: plan.name })}>
      <h3 className="panel-subtitle">{appsText('planTitle', { name: plan.name })}</h3>
      {plan.problems.length > 0 ? (
        <ul className="plan-problems" role="alert">
          {plan.problems.map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>
              {sentenceOf(problem.code, problem.details)} <code>{problem.path}</code>
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="plan-steps">
        {work.map((step) => (
          <li key={`${step.what} ${step.key}`}>
            <span className={step.do === 'create' ? 'tag done' : 'tag brand'}>{appsText(`do-${step.do}`)}</span>
            <span>
              {appsText(`what-${step.what}`)} {step.name}
              {step.isChangedHere ? <small className="quiet-text"> {appsText('changedHere')}</small> : null}
            </span>
          </li>
        ))}
      </ul>
      {kept > 0 ? <p className="quiet-text small-text">{appsText('keptSteps', { count: kept })}</p> : null}
      {work.length === 0 ? <p>{appsText('nothingToImport')}</p> : null}
    </section>
  );
}
