import { fieldsetOf } from '@anshao/core/forms/design/parts.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { FormulaInput } from '../formulas/FormulaInput.tsx';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';
import { ResultSettings } from './ResultSettings.tsx';

export function FormulaSettings(props: SettingsProps<FieldOf<'formula'>>) {
  const { path, field } = props;
  const set = useSet(path);
  return (
    <>
      <Setting label={d('formula')} part={path}>
        {(id) => (
          <FormulaInput
            id={id}
            value={field.formula}
            fieldset={fieldsetOf(path)}
            wanted={field.result}
            onChange={(formula) => formula !== '' && set({ formula }, true)}
          />
        )}
      </Setting>
      <ResultSettings {...props} />
    </>
  );
}
