import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { TreeSetting } from '../options/TreeSetting.tsx';
import { SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function CascadeSettings(props: SettingsProps<FieldOf<'cascade'>>) {
  return (
    <>
      <TreeSetting {...props} />
      <SwitchSetting {...props} setting="leafOnly" label={d('leafOnly')} />
    </>
  );
}
