import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { LinkSettings } from './LinkSettings.tsx';

export function LinkedRecordsSettings(props: SettingsProps<FieldOf<'linkedRecords'>>) {
  return (
    <>
      <LinkSettings {...props} />
      <LimitSettings {...props} label={d('choiceCount')} min={1} max={500} precision={0} />
    </>
  );
}
