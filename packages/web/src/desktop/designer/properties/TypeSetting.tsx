import { fieldAt } from '@anshao/core/forms/design/parts.ts';
import { type FieldTypeName, fieldTypes, findFieldType } from '@anshao/core/forms/registry.ts';
import { Select } from 'antd';
import { currentLanguage } from '../../../base/language.ts';
import { useDesign } from '../design-store.ts';
import { useDesignedForm, useIsPublished } from '../designed-form.ts';
import { DesignIcon } from '../icons.tsx';
import { d } from '../text.ts';
import { typeIcon } from '../type-icons.ts';
import { Setting } from './Setting.tsx';
import type { SettingsProps } from './use-setting.ts';

/** Which control it is. A published field can only become what its data can follow to. */
export function TypeSetting({ path, field }: SettingsProps) {
  const design = useDesign();
  const isPublished = useIsPublished(path);
  const { published } = useDesignedForm();
  const former = published ? fieldAt(published.definition, path) : undefined;
  const from = findFieldType(former?.type ?? field.type);
  const reachable = isPublished
    ? new Set([former?.type ?? field.type, ...Object.keys(from?.widensTo ?? {})])
    : new Set<string>(Object.keys(fieldTypes).filter((name) => name !== 'subform'));
  const options = Object.values(fieldTypes)
    .filter((type) => type.type === field.type || reachable.has(type.type))
    .map((type) => ({
      value: type.type as FieldTypeName,
      label: (
        <span className="dz-type">
          <DesignIcon name={typeIcon(type.icon)} size={16} />
          {type.label[currentLanguage()]}
        </span>
      ),
      search: type.label[currentLanguage()],
    }));
  return (
    <Setting
      label={d('control')}
      part={path}
      setting="type"
      hint={isPublished && options.length === 1 ? d('typeFixed') : undefined}
    >
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          value={field.type}
          disabled={field.type === 'subform' || options.length === 1}
          showSearch={{ optionFilterProp: 'search' }}
          options={options}
          onChange={(type: FieldTypeName) => design.perform({ do: 'setType', field: path, type })}
        />
      )}
    </Setting>
  );
}
