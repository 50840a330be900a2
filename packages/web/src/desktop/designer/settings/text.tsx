import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { textFormatNames, textFormats } from '@anshao/core/forms/types/values/text-formats.ts';
import { currentLanguage } from '../../../base/language.ts';
import { LimitSettings, SelectSetting, SwitchSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function TextSettings(props: SettingsProps<FieldOf<'text'>>) {
  return (
    <>
      <TextSetting {...props} setting="placeholder" label={d('placeholder')} maxLength={100} />
      <SelectSetting
        {...props}
        setting="format"
        label={d('format')}
        usual="any"
        choices={[
          { value: 'any', label: d('formatAny') },
          ...textFormatNames.map((name) => ({ value: name, label: textFormats[name].label[currentLanguage()] })),
        ]}
      />
      <LimitSettings
        {...props}
        label={d('lengthLimits')}
        settings={['minLength', 'maxLength']}
        min={1}
        max={1000}
        precision={0}
      />
      <SwitchSetting {...props} setting="scan" label={d('scanToFill')} />
      <TextSetting {...props} setting="pattern" label={d('pattern')} hint={d('patternWhy')} maxLength={200} />
      {props.field.pattern ? (
        <TextSetting {...props} setting="patternHint" label={d('patternHint')} maxLength={100} />
      ) : null}
    </>
  );
}
