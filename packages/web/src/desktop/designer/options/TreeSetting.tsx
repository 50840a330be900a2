import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { Input } from 'antd';
import { useState } from 'react';
import { useDesign } from '../design-store.ts';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { DictionaryChoice, useFirstDictionary } from './DictionaryChoice.tsx';
import { readTree, treeText } from './tree-text.ts';

/** Options in levels as indented lines, or a shared dictionary. */
export function TreeSetting({ path, field }: SettingsProps<FieldOf<'cascade'>>) {
  const design = useDesign();
  const set = useSet(path);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const first = useFirstDictionary();
  const isShared = field.dictionary !== undefined;
  const options = field.options ?? [];
  return (
    <Setting
      label={d('options')}
      part={path}
      setting={['options', 'dictionary']}
      hint={isShared ? undefined : d('treeWhy')}
      beside={
        <button
          type="button"
          className="plain-link"
          disabled={!isShared && first === undefined}
          onClick={() =>
            set(
              isShared
                ? { dictionary: undefined, options: readTree(d('treeStart'), []) }
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
          <Input.TextArea
            id={id}
            className="dz-tree-text"
            autoSize={{ minRows: 5, maxRows: 16 }}
            value={typed ?? treeText(options)}
            onChange={(event) => {
              setTyped(event.target.value);
              set({ options: readTree(event.target.value, options) }, true);
            }}
            onBlur={() => {
              setTyped(undefined);
              design.settle();
            }}
          />
        )
      }
    </Setting>
  );
}
