import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function UrlSettings(props: SettingsProps<FieldOf<'url'>>) {
  return <TextSetting {...props} setting="placeholder" label={d('placeholder')} maxLength={100} />;
}
