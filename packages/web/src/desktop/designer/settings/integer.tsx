import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function IntegerSettings(props: SettingsProps<FieldOf<'integer'>>) {
  return (
    <>
      <LimitSettings {...props} label={d('numberLimits')} precision={0} />
      <TextSetting {...props} setting="unit" label={d('unit')} maxLength={20} />
    </>
  );
}
