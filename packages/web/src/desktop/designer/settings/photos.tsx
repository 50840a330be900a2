import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { LimitSettings, SwitchSetting } from '../properties/inputs.tsx';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';

export function PhotosSettings(props: SettingsProps<FieldOf<'photos'>>) {
  return (
    <>
      <SwitchSetting {...props} setting="cameraOnly" label={d('cameraOnly')} hint={d('cameraOnlyWhy')} />
      <SwitchSetting {...props} setting="watermark" label={d('watermark')} hint={d('watermarkWhy')} />
      <SwitchSetting {...props} setting="annotate" label={d('annotate')} />
      <LimitSettings {...props} label={d('pieces')} min={1} max={100} precision={0} />
    </>
  );
}
