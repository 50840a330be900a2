import type { FieldOf } from '@anshao/core/forms/registry.ts';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { FieldChoice } from './FieldChoice.tsx';
import { useLinked } from './linked-fields.ts';
import { ResultSettings } from './ResultSettings.tsx';

export function LookupSettings(props: SettingsProps<FieldOf<'lookup'>>) {
  const { links, there } = useLinked(props.path, props.field.link, ['linkedRecord']);
  return (
    <>
      <FieldChoice {...props} setting="link" label={d('viaLink')} fields={links} />
      <FieldChoice {...props} setting="field" label={d('fieldThere')} fields={there} />
      <ResultSettings {...props} />
    </>
  );
}
