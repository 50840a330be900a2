import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings, NumberSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function PercentageSettings(props: SettingsProps<FieldOf<'percentage'>>) {
  return (
    <>
      <LimitSettings {...props} label={d('percentLimits')} scale={100} />
      <NumberSetting
        {...props}
        setting="decimals"
        label={d('decimals')}
        placeholder="0"
        min={0}
        max={6}
        precision={0}
      />
    </>
  );
}
