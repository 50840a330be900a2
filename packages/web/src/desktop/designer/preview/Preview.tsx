/** The form as a phone shows it, beside the canvas and always in step with it. */
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { Segmented } from 'antd';
import { memo, useState } from 'react';
import { FormView } from '../../../forms/FormView.tsx';
import { useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { useTrialSituation } from './trial-dictionaries.ts';
import { useCompiled } from './use-compiled.ts';

type Size = 'usual' | 'elder';

export const Preview = memo(function Preview() {
  const compiled = useCompiled();
  const situation = useTrialSituation(compiled?.definition);
  const name = useDrawn((state) => state.history.definition.name);
  const submit = useDrawn((state) => state.history.definition.settings?.submitLabel);
  const [values, setValues] = useState<FormValues>({});
  const [size, setSize] = useState<Size>('usual');
  return (
    <aside className="dz-preview" aria-label={d('phonePreview')}>
      <div className="dz-preview-head">
        <b>{d('phonePreview')}</b>
        <Segmented<Size>
          size="small"
          aria-label={d('typeSize')}
          value={size}
          options={[
            { value: 'usual', label: d('sizeUsual') },
            { value: 'elder', label: d('sizeElder') },
          ]}
          onChange={setSize}
        />
      </div>
      <div className="dz-device">
        <div className="dz-device-bar">{name}</div>
        <div className="dz-screen">
          {compiled ? (
            <FormView
              surface="phone"
              isElder={size === 'elder'}
              form={compiled}
              values={values}
              onChange={setValues}
              situation={situation}
            />
          ) : null}
        </div>
        <div className="dz-device-foot">
          <span>{submit ?? d('submitUsual')}</span>
        </div>
      </div>
      <p className="dz-quiet">{d('previewHint')}</p>
    </aside>
  );
});
