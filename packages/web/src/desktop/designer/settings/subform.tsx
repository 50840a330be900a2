import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { DisplayRules } from '../properties/DisplayRules.tsx';
import { LimitSettings } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { PresetRows } from './PresetRows.tsx';

export function SubformSettings(props: SettingsProps<FieldOf<'subform'>>) {
  return (
    <>
      <LimitSettings
        {...props}
        label={d('rowLimits')}
        settings={['minRows', 'maxRows']}
        min={1}
        max={1000}
        precision={0}
      />
      <PresetRows {...props} />
      <details className="dz-details">
        <summary>{d('rowRules')}</summary>
        <DisplayRules of={props.path} />
      </details>
    </>
  );
}
