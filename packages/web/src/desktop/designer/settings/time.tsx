import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { SwitchSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function TimeSettings(props: SettingsProps<FieldOf<'time'>>) {
  return (
    <>
      <SwitchSetting {...props} setting="seconds" label={d('withSeconds')} />
      <TextSetting {...props} setting="earliest" label={d('earliest')} placeholder="08:00" maxLength={5} />
      <TextSetting {...props} setting="latest" label={d('latest')} placeholder="18:00" maxLength={5} />
    </>
  );
}
