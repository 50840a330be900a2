import { Select } from 'antd';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, settingOf, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { formOptions, useForms } from './other-forms.ts';

/** The form whose records are linked. */
export function FormChoice({ path, field }: SettingsProps) {
  const set = useSet(path);
  const forms = useForms();
  const value = settingOf(field, 'form');
  const isKnown = forms.some((form) => form.key === value);
  return (
    <Setting label={d('linkedForm')} part={path} setting="form">
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'words' }}
          optionLabelProp="chosen"
          placeholder={d('chooseForm')}
          value={isKnown || value !== 'unset' ? value : null}
          options={formOptions(forms)}
          onChange={(form: unknown) => set({ form })}
        />
      )}
    </Setting>
  );
}
