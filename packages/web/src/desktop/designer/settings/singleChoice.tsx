import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { OptionSource } from '../options/OptionSource.tsx';
import { SelectSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function SingleChoiceSettings(props: SettingsProps<FieldOf<'singleChoice'>>) {
  return (
    <>
      <OptionSource {...props} />
      <SelectSetting
        {...props}
        setting="appearance"
        label={d('appearance')}
        usual="auto"
        choices={[
          { value: 'auto', label: d('appearanceAuto') },
          { value: 'buttons', label: d('appearanceButtons') },
          { value: 'list', label: d('appearanceList') },
          { value: 'colours', label: d('appearanceColours') },
          { value: 'scores', label: d('appearanceScores') },
        ]}
      />
    </>
  );
}
