import type { FieldOf } from '@anshao/core/forms/registry.ts';
import type { SettingsProps } from '../properties/use-setting.ts';
import { AnswerSetting } from './AnswerSetting.tsx';

export function YesNoSettings(props: SettingsProps<FieldOf<'yesNo'>>) {
  return (
    <>
      <AnswerSetting {...props} answer="yes" />
      <AnswerSetting {...props} answer="no" />
    </>
  );
}
