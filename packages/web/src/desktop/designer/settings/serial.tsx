import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { formatSerial } from '@anshao/core/forms/types/serial.ts';
import { SelectSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function SerialSettings(props: SettingsProps<FieldOf<'serial'>>) {
  return (
    <>
      <TextSetting
        {...props}
        setting="pattern"
        label={d('serialPattern')}
        hint={d('serialPatternWhy')}
        maxLength={60}
      />
      <SelectSetting
        {...props}
        setting="resets"
        label={d('serialResets')}
        usual="never"
        choices={[
          { value: 'never', label: d('resetNever') },
          { value: 'year', label: d('resetYear') },
          { value: 'month', label: d('resetMonth') },
          { value: 'day', label: d('resetDay') },
        ]}
      />
      <p className="dz-hint">{d('serialExample', { example: formatSerial(props.field, '2026-03-15', 1) })}</p>
    </>
  );
}
