/** Filling the draft as it will be filled, on a phone or at a desk. What is entered is thrown away. */
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { Alert, Button, Modal, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { type FormHandle, FormView } from '../../../forms/FormView.tsx';
import { useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { useTrialSituation } from './trial-dictionaries.ts';
import { useCompiled } from './use-compiled.ts';

type Surface = 'phone' | 'desk';

export function TryOut({ close }: { close: () => void }) {
  const compiled = useCompiled();
  const situation = useTrialSituation(compiled?.definition);
  const count = useDrawn((state) => state.problems.length);
  const submit = useDrawn((state) => state.history.definition.settings?.submitLabel);
  const [surface, setSurface] = useState<Surface>('phone');
  const [values, setValues] = useState<FormValues>({});
  const [outcome, setOutcome] = useState<number | undefined>(undefined);
  const form = useRef<FormHandle>(null);
  const send = () => {
    const problems = form.current?.problems() ?? [];
    setOutcome(problems.length);
    const [first] = problems;
    if (first) form.current?.goTo(first.path);
  };
  return (
    <Modal
      open
      title={d('tryOut')}
      width={surface === 'phone' ? 470 : 960}
      style={{ top: 32 }}
      onCancel={close}
      footer={[
        <Button
          key="again"
          onClick={() => {
            setValues({});
            setOutcome(undefined);
          }}
        >
          {d('tryAgain')}
        </Button>,
        <Button key="send" type="primary" disabled={!compiled} onClick={send}>
          {submit ?? d('submitUsual')}
        </Button>,
      ]}
    >
      <div className="dz-try-head">
        <Segmented<Surface>
          value={surface}
          aria-label={d('surface')}
          options={[
            { value: 'phone', label: d('onPhone') },
            { value: 'desk', label: d('onDesk') },
          ]}
          onChange={setSurface}
        />
        <span className="dz-quiet">{d('tryHint')}</span>
      </div>
      {count > 0 ? <Alert type="warning" showIcon title={d('tryProblems', { count })} /> : null}
      {/* What is left to put right the form itself says, with ways to it. */}
      {outcome === 0 ? <Alert type="success" showIcon title={d('tryPassed')} /> : null}
      <div className={surface === 'phone' ? 'dz-try as-phone' : 'dz-try'}>
        {compiled ? (
          <FormView
            key={surface}
            ref={form}
            surface={surface}
            form={compiled}
            values={values}
            onChange={setValues}
            situation={situation}
            showsAll={outcome !== undefined}
          />
        ) : (
          <p className="dz-quiet">{d('cannotTry')}</p>
        )}
      </div>
    </Modal>
  );
}
