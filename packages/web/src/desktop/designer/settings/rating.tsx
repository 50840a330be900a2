import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { NumberSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function RatingSettings(props: SettingsProps<FieldOf<'rating'>>) {
  return <NumberSetting {...props} setting="max" label={d('stars')} placeholder="5" min={2} max={10} precision={0} />;
}
