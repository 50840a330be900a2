import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { NumberSetting, SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function LocationSettings(props: SettingsProps<FieldOf<'location'>>) {
  return (
    <>
      <SwitchSetting {...props} setting="automatic" label={d('locateAutomatic')} hint={d('locateAutomaticWhy')} />
      <NumberSetting
        {...props}
        setting="accuracyLimit"
        label={d('accuracyLimit')}
        hint={d('accuracyLimitWhy')}
        min={1}
        max={100_000}
        suffix={d('metres')}
      />
    </>
  );
}
