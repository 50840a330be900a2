import type { FieldOf } from '@anshao/core/forms/registry.ts';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { DayBound } from './DayBound.tsx';

export function DateSettings(props: SettingsProps<FieldOf<'date'>>) {
  return (
    <>
      <DayBound {...props} setting="earliest" label={d('earliest')} />
      <DayBound {...props} setting="latest" label={d('latest')} />
    </>
  );
}
