import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { rollupFunctions } from '@anshao/core/forms/types/rollup.ts';
import { SelectSetting } from '../properties/inputs.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { type DesignerText, d } from '../text.ts';
import { FieldChoice } from './FieldChoice.tsx';
import { useLinked } from './linked-fields.ts';
import { OtherFormCondition } from './OtherFormCondition.tsx';
import { ResultSettings } from './ResultSettings.tsx';

const words: Readonly<Record<(typeof rollupFunctions)[number], DesignerText>> = {
  count: 'rollupCount',
  sum: 'rollupSum',
  average: 'rollupAverage',
  smallest: 'rollupSmallest',
  greatest: 'rollupGreatest',
};

export function RollupSettings(props: SettingsProps<FieldOf<'rollup'>>) {
  const { path, field } = props;
  const set = useSet(path);
  const { links, there } = useLinked(path, field.link, ['linkedRecords', 'backLinks']);
  return (
    <>
      <FieldChoice {...props} setting="link" label={d('viaLinks')} fields={links} />
      <SelectSetting
        {...props}
        setting="function"
        label={d('rollupFunction')}
        choices={rollupFunctions.map((name) => ({ value: name, label: d(words[name]) }))}
      />
      {field.function === 'count' ? null : (
        <FieldChoice {...props} setting="field" label={d('fieldThere')} fields={there} />
      )}
      <OtherFormCondition
        part={path}
        setting="where"
        title={d('rollupWhere')}
        value={field.where}
        fields={there}
        onChange={(where, isTyping) => set({ where }, isTyping)}
      />
      <ResultSettings {...props} />
    </>
  );
}
