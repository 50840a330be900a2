import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { NumberSetting, SelectSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

/** What a worked-out value is, and how a number looks. */
export function ResultSettings(props: SettingsProps<FieldOf<'formula'> | FieldOf<'lookup'> | FieldOf<'rollup'>>) {
  return (
    <>
      <SelectSetting
        {...props}
        setting="result"
        label={d('resultKind')}
        choices={[
          { value: 'number', label: d('resultNumber') },
          { value: 'text', label: d('resultText') },
          { value: 'boolean', label: d('resultBoolean') },
          { value: 'date', label: d('resultDate') },
          { value: 'dateTime', label: d('resultDateTime') },
          { value: 'time', label: d('resultTime') },
        ]}
      />
      {props.field.result === 'number' ? (
        <>
          <SelectSetting
            {...props}
            setting="display"
            label={d('resultDisplay')}
            usual="number"
            choices={[
              { value: 'number', label: d('displayNumber') },
              { value: 'money', label: d('displayMoney') },
              { value: 'percentage', label: d('displayPercentage') },
            ]}
          />
          <NumberSetting {...props} setting="decimals" label={d('decimals')} min={0} max={10} precision={0} />
          <TextSetting {...props} setting="unit" label={d('unit')} maxLength={20} />
        </>
      ) : null}
    </>
  );
}
