/** One setting with its label and what is wrong with it. */
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { type ReactNode, useId } from 'react';
import { Mark } from '../../../base/marks.tsx';
import { useDrawn } from '../design-store.ts';

export interface SettingProps {
  readonly label: string;
  readonly part: PartRef;
  /** Name of the setting, to show its problems here; several where one control sets several. */
  readonly setting?: string | readonly string[];
  readonly hint?: ReactNode;
  /** At the right of the label. */
  readonly beside?: ReactNode;
  readonly children: (id: string) => ReactNode;
}

export function Setting({ label, part, setting, hint, beside, children }: SettingProps) {
  const id = useId();
  const names = setting === undefined ? [] : typeof setting === 'string' ? [setting] : setting;
  const problem = useDrawn((state) =>
    state.problemsAt
      .get(part)
      ?.find((one) => names.some((name) => one.setting === name || one.setting.startsWith(`${name}.`))),
  );
  return (
    <div className={problem ? 'dz-setting wrong' : 'dz-setting'}>
      <div className="dz-setting-label">
        <label htmlFor={id}>{label}</label>
        {beside}
      </div>
      {children(id)}
      {hint ? <p className="dz-hint">{hint}</p> : null}
      {problem ? (
        <p className="dz-wrong">
          <Mark level="serious" />
          {problem.sentence}
        </p>
      ) : null}
    </div>
  );
}
