import type { Condition } from '@anshao/core/expressions/condition.ts';
import { fieldsetOf } from '@anshao/core/forms/design/parts.ts';
import { Segmented } from 'antd';
import { useState } from 'react';
import { ConditionEditor } from '../conditions/ConditionEditor.tsx';
import { d } from '../text.ts';
import { Setting } from './Setting.tsx';
import { type SettingsProps, useSet } from './use-setting.ts';

type Mode = 'no' | 'yes' | 'when';

/** Never, always, or while a condition holds. */
export function FlagSetting({
  path,
  field,
  setting,
  label,
  hint,
}: SettingsProps & { setting: 'required' | 'readOnly'; label: string; hint?: string }) {
  const set = useSet(path);
  const value = field[setting];
  const known: Mode = typeof value === 'object' ? 'when' : value ? 'yes' : 'no';
  // “While” is chosen before there is a condition.
  const [isWhen, setWhen] = useState(known === 'when');
  const mode = isWhen && known !== 'yes' ? 'when' : known;
  const choose = (next: Mode) => {
    setWhen(next === 'when');
    if (next === 'when') {
      if (typeof value === 'boolean') set({ [setting]: undefined });
    } else set({ [setting]: next === 'yes' ? true : undefined });
  };
  return (
    <>
      <Setting label={label} part={path} setting={setting} hint={hint}>
        {(id) => (
          <Segmented<Mode>
            aria-label={label}
            id={id}
            block
            value={mode}
            options={[
              { value: 'no', label: d('no') },
              { value: 'yes', label: d('yes') },
              { value: 'when', label: d('when') },
            ]}
            onChange={choose}
          />
        )}
      </Setting>
      {mode === 'when' ? (
        <ConditionEditor
          part={path}
          setting={setting}
          title={d('whenHolds', { label })}
          none={d('noConditionYet')}
          value={typeof value === 'object' ? value : undefined}
          fieldset={fieldsetOf(path)}
          except={field.key}
          onChange={(condition: Condition | undefined, isTyping) => set({ [setting]: condition }, isTyping)}
        />
      ) : null}
    </>
  );
}
