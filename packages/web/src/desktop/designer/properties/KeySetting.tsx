import { fieldsetOf, keyOf } from '@anshao/core/forms/design/parts.ts';
import { columnName } from '@anshao/core/forms/naming.ts';
import { Input } from 'antd';
import { useState } from 'react';
import { useDesign } from '../design-store.ts';
import { useIsPublished } from '../designed-form.ts';
import { d } from '../text.ts';
import { Setting } from './Setting.tsx';
import type { SettingsProps } from './use-setting.ts';

/** What programs and tables call the field. It can change until the field is published for the first time. */
export function KeySetting({ path, field }: SettingsProps) {
  const design = useDesign();
  const isPublished = useIsPublished(path);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const commit = () => {
    if (typed !== undefined && typed !== field.key) design.perform({ do: 'setKey', field: path, key: typed.trim() });
    setTyped(undefined);
  };
  return (
    <Setting
      label={d('key')}
      part={path}
      setting="key"
      hint={isPublished ? d('keyFixed') : d('keyWhy', { column: safeColumn(keyOf(path)) })}
    >
      {(id) => (
        <Input
          id={id}
          className="dz-key"
          value={typed ?? field.key}
          readOnly={isPublished}
          maxLength={40}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onPressEnter={commit}
          prefix={fieldsetOf(path) === '' ? undefined : `${fieldsetOf(path)}.`}
        />
      )}
    </Setting>
  );
}

function safeColumn(key: string): string {
  return /^[a-z][A-Za-z0-9]*$/.test(key) ? columnName(key) : key;
}
