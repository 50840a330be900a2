import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { NumberSetting, SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function DateRangeSettings(props: SettingsProps<FieldOf<'dateRange'>>) {
  return (
    <>
      <SwitchSetting {...props} setting="openEnd" label={d('openEnd')} hint={d('openEndWhy')} />
      <NumberSetting {...props} setting="maxDays" label={d('maxDays')} min={1} max={36_500} precision={0} />
    </>
  );
}
