import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { useDrawn } from '../design-store.ts';
import type { SettingsProps } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { FieldChoice } from './FieldChoice.tsx';
import { FormChoice } from './FormChoice.tsx';
import { useFieldsOf } from './other-forms.ts';

export function BackLinksSettings(props: SettingsProps<FieldOf<'backLinks'>>) {
  const own = useDrawn((state) => state.history.definition.key);
  const links = useFieldsOf(props.field.form).filter(
    (field) => (field.type === 'linkedRecord' || field.type === 'linkedRecords') && field.form === own,
  );
  return (
    <>
      <FormChoice {...props} />
      <FieldChoice {...props} setting="field" label={d('backLinkField')} hint={d('backLinkFieldWhy')} fields={links} />
    </>
  );
}
