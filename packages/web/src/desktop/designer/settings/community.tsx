import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { SelectSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function CommunitySettings(props: SettingsProps<FieldOf<'community'>>) {
  return (
    <SelectSetting
      {...props}
      setting="scope"
      label={d('scope')}
      usual="all"
      choices={[
        { value: 'all', label: d('scopeAll') },
        { value: 'own', label: d('scopeOwnCommunities') },
      ]}
    />
  );
}
