import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings, NumberSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function NumberSettings(props: SettingsProps<FieldOf<'number'>>) {
  return (
    <>
      <LimitSettings {...props} label={d('numberLimits')} />
      <NumberSetting
        {...props}
        setting="decimals"
        label={d('decimals')}
        placeholder="2"
        min={0}
        max={10}
        precision={0}
      />
      <TextSetting {...props} setting="unit" label={d('unit')} maxLength={20} />
    </>
  );
}
