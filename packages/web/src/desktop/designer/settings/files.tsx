import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { AcceptSetting } from './AcceptSetting.tsx';

export function FilesSettings(props: SettingsProps<FieldOf<'files'>>) {
  return (
    <>
      <AcceptSetting {...props} />
      <LimitSettings {...props} label={d('pieces')} min={1} max={100} precision={0} />
    </>
  );
}
