import type { Condition } from '@anshao/core/expressions/condition.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { Select } from 'antd';
import { SwitchSetting } from '../properties/inputs.tsx';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { FormChoice } from './FormChoice.tsx';
import { OtherFormCondition } from './OtherFormCondition.tsx';
import { useFieldsOf } from './other-forms.ts';

/** What one linked record and several have in common. */
export function LinkSettings(props: SettingsProps<FieldOf<'linkedRecord'> | FieldOf<'linkedRecords'>>) {
  const { path, field } = props;
  const set = useSet(path);
  const fields = useFieldsOf(field.form);
  return (
    <>
      <FormChoice {...props} />
      <Setting label={d('linkDetails')} part={path} setting="details">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            style={{ width: '100%' }}
            maxCount={6}
            placeholder={d('linkDetailsUsual')}
            value={[...(field.details ?? [])]}
            options={fields.map((one) => ({ value: one.key, label: one.label }))}
            onChange={(keys: string[]) => set({ details: keys.length === 0 ? undefined : keys })}
          />
        )}
      </Setting>
      <SwitchSetting {...props} setting="sameCommunity" label={d('sameCommunity')} />
      <OtherFormCondition
        part={path}
        setting="filter"
        title={d('linkFilter')}
        value={field.filter}
        fields={fields}
        onChange={(filter: Condition | undefined, isTyping) => set({ filter }, isTyping)}
      />
    </>
  );
}
