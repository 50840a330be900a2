import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function SignatureSettings(props: SettingsProps<FieldOf<'signature'>>) {
  return <TextSetting {...props} setting="statement" label={d('statement')} rows={2} maxLength={500} />;
}
