import type { FieldOf } from '@anshao/core/forms/registry.ts';
import type { SettingsProps } from '../properties/use-setting.ts';
import { ScopeSetting } from './ScopeSetting.tsx';

export function PersonSettings(props: SettingsProps<FieldOf<'person'>>) {
  return <ScopeSetting {...props} />;
}
