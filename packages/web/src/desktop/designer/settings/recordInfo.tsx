import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { SelectSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function RecordInfoSettings(props: SettingsProps<FieldOf<'recordInfo'>>) {
  return (
    <SelectSetting
      {...props}
      setting="what"
      label={d('recordInfo')}
      choices={[
        { value: 'createdAt', label: d('infoCreatedAt') },
        { value: 'createdBy', label: d('infoCreatedBy') },
        { value: 'updatedAt', label: d('infoUpdatedAt') },
        { value: 'updatedBy', label: d('infoUpdatedBy') },
      ]}
    />
  );
}
