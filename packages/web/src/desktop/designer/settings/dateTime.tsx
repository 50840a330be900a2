import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { SelectSetting, SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function DateTimeSettings(props: SettingsProps<FieldOf<'dateTime'>>) {
  return (
    <>
      <SelectSetting
        {...props}
        setting="stamp"
        label={d('stamp')}
        usual="none"
        hint={props.field.stamp ? d('stampWhy') : undefined}
        choices={[
          { value: 'none', label: d('stampNone') },
          { value: 'created', label: d('stampCreated') },
          { value: 'submitted', label: d('stampSubmitted') },
        ]}
      />
      <SelectSetting
        {...props}
        setting="precision"
        label={d('precision')}
        usual="minute"
        choices={[
          { value: 'minute', label: d('minute') },
          { value: 'second', label: d('second') },
        ]}
      />
      {props.field.stamp ? null : (
        <>
          <SwitchSetting {...props} setting="notBeforeNow" label={d('notBeforeNow')} />
          <SwitchSetting {...props} setting="notAfterNow" label={d('notAfterNow')} />
        </>
      )}
    </>
  );
}
