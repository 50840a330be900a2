import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings, NumberSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function VideoSettings(props: SettingsProps<FieldOf<'video'>>) {
  return (
    <>
      <LimitSettings {...props} label={d('pieces')} min={1} max={20} precision={0} />
      <NumberSetting
        {...props}
        setting="maxSeconds"
        label={d('maxSeconds')}
        min={1}
        max={3600}
        precision={0}
        suffix={d('seconds')}
      />
    </>
  );
}
