import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { SelectSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function PhoneSettings(props: SettingsProps<FieldOf<'phone'>>) {
  return (
    <SelectSetting
      {...props}
      setting="accepts"
      label={d('phoneAccepts')}
      usual="both"
      choices={[
        { value: 'both', label: d('phoneBoth') },
        { value: 'mobile', label: d('phoneMobile') },
        { value: 'landline', label: d('phoneLandline') },
      ]}
    />
  );
}
