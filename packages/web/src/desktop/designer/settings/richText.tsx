import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { NumberSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function RichTextSettings(props: SettingsProps<FieldOf<'richText'>>) {
  return (
    <>
      <TextSetting {...props} setting="placeholder" label={d('placeholder')} maxLength={200} />
      <NumberSetting {...props} setting="maxLength" label={d('maxLength')} min={1} max={20_000} precision={0} />
    </>
  );
}
