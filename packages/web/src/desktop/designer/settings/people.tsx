import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { ScopeSetting } from './ScopeSetting.tsx';

export function PeopleSettings(props: SettingsProps<FieldOf<'people'>>) {
  return (
    <>
      <ScopeSetting {...props} />
      <LimitSettings {...props} label={d('peopleCount')} min={1} max={200} precision={0} />
    </>
  );
}
