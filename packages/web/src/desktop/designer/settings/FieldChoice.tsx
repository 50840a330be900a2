import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { Select } from 'antd';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, settingOf, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';

/** A field of this form or of a linked one, as a setting. */
export function FieldChoice({
  path,
  field,
  setting,
  label,
  fields,
  hint,
  isOptional,
}: SettingsProps & {
  setting: string;
  label: string;
  fields: readonly FieldDefinition[];
  hint?: string;
  isOptional?: boolean;
}) {
  const set = useSet(path);
  const value = settingOf(field, setting);
  return (
    <Setting label={label} part={path} setting={setting} hint={hint}>
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={d('chooseField')}
          allowClear={isOptional}
          value={value === 'unset' ? null : value}
          options={fields.map((one) => ({ value: one.key, label: one.label }))}
          onChange={(key: unknown) => set({ [setting]: key })}
        />
      )}
    </Setting>
  );
}
