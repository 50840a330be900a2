/** Where the options of a choice come from: a list of the field's own, or a shared dictionary. */
import { startingOptions } from '@anshao/core/forms/choices.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { DictionaryChoice, useFirstDictionary } from './DictionaryChoice.tsx';
import { OptionEditor } from './OptionEditor.tsx';

export function OptionSource({ path, field }: SettingsProps<FieldOf<'singleChoice'> | FieldOf<'multipleChoice'>>) {
  const set = useSet(path);
  const first = useFirstDictionary();
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
          disabled={!isShared && first === undefined}
          onClick={() =>
            set(
              isShared
                ? { dictionary: undefined, options: startingOptions() }
                : { dictionary: first, options: undefined },
            )
          }
        >
          {isShared ? d('ownOptions') : d('useDictionary')}
        </button>
      }
    >
      {(id) =>
        isShared ? (
          <DictionaryChoice id={id} value={field.dictionary} onChange={(dictionary) => set({ dictionary })} />
        ) : (
          <OptionEditor path={path} options={field.options ?? []} appearance={field.appearance} />
        )
      }
    </Setting>
  );
}
