/** Where the options of a choice come from: a list of the field's own, or a shared dictionary. */
import { startingOptions } from '@anshao/core/forms/choices.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { Input } from 'antd';
import { useDesign } from '../design-store.ts';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { OptionEditor } from './OptionEditor.tsx';

export function OptionSource({ path, field }: SettingsProps<FieldOf<'singleChoice'> | FieldOf<'multipleChoice'>>) {
  const design = useDesign();
  const set = useSet(path);
  const isShared = field.dictionary !== undefined;
  return (
    <Setting
      label={d('options')}
      part={path}
      setting={['options', 'dictionary']}
      beside={
        <button
          type="button"
          className="plain-link"
          onClick={() =>
            set(
              isShared
                ? { dictionary: undefined, options: startingOptions() }
                : { dictionary: 'hazardLevels', options: undefined },
            )
          }
        >
          {isShared ? d('ownOptions') : d('useDictionary')}
        </button>
      }
    >
      {(id) =>
        isShared ? (
          <Input
            id={id}
            aria-label={d('dictionaryKey')}
            maxLength={40}
            value={field.dictionary}
            onChange={(event) => event.target.value !== '' && set({ dictionary: event.target.value }, true)}
            onBlur={design.settle}
          />
        ) : (
          <OptionEditor path={path} options={field.options ?? []} appearance={field.appearance} />
        )
      }
    </Setting>
  );
}
