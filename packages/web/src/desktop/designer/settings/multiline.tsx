import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings, LinesSetting, TextSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function MultilineSettings(props: SettingsProps<FieldOf<'multiline'>>) {
  return (
    <>
      <TextSetting {...props} setting="placeholder" label={d('placeholder')} maxLength={200} />
      <LinesSetting {...props} setting="phrases" label={d('phrases')} hint={d('phrasesWhy')} most={100} />
      <LimitSettings
        {...props}
        label={d('lengthLimits')}
        settings={['minLength', 'maxLength']}
        min={1}
        max={100_000}
        precision={0}
      />
    </>
  );
}
