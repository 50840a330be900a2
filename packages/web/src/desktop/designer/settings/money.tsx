import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { currencies } from '@anshao/core/forms/types/money.ts';
import { LimitSettings, SelectSetting, SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function MoneySettings(props: SettingsProps<FieldOf<'money'>>) {
  return (
    <>
      <SelectSetting
        {...props}
        setting="currency"
        label={d('currency')}
        usual="CNY"
        choices={currencies.map((currency) => ({ value: currency, label: currency }))}
      />
      <LimitSettings {...props} label={d('numberLimits')} precision={2} />
      <SwitchSetting {...props} setting="inWords" label={d('moneyInWords')} />
    </>
  );
}
