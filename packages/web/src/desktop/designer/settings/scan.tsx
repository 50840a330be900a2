import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function ScanSettings(props: SettingsProps<FieldOf<'scan'>>) {
  return <SwitchSetting {...props} setting="typing" label={d('scanTyping')} hint={d('scanTypingWhy')} />;
}
