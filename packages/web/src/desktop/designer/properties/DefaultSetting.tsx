/** What stands in a field before anybody touched it. */
import type { DefaultValue, FieldDefinition } from '@anshao/core/forms/contract.ts';
import { fieldsetOf } from '@anshao/core/forms/design/parts.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { FieldControl } from '../../../forms/desktop/registry.tsx';
import { FormulaInput } from '../formulas/FormulaInput.tsx';
import { trialSituation } from '../preview/trial.ts';
import { type DesignerText, d } from '../text.ts';
import { Setting } from './Setting.tsx';
import { type SettingsProps, useSet } from './use-setting.ts';

type Source = 'none' | 'value' | 'formula' | 'now' | 'today' | 'currentPerson' | 'currentCommunity';

const words: Readonly<Record<Source, DesignerText>> = {
  none: 'defaultNone',
  value: 'defaultValue',
  formula: 'defaultFormula',
  now: 'defaultNow',
  today: 'defaultToday',
  currentPerson: 'defaultPerson',
  currentCommunity: 'defaultCommunity',
};

export function DefaultSetting({ path, field }: SettingsProps) {
  const set = useSet(path);
  const sources = sourcesOf(field);
  // A source is chosen before its value is.
  const [chosen, setChosen] = useState<Source | undefined>(undefined);
  const known = sourceOf(field.default);
  const source = known === 'none' ? (chosen ?? 'none') : known;
  if (sources.length === 1) return null;
  const choose = (next: Source) => {
    setChosen(next);
    if (next === 'none' || next === 'value' || next === 'formula') set({ default: undefined });
    else set({ default: { from: next } });
  };
  return (
    <Setting label={d('default')} part={path} setting="default">
      {(id) => (
        <>
          <Select<Source>
            id={id}
            style={{ width: '100%' }}
            value={source}
            options={sources.map((one) => ({ value: one, label: d(words[one]) }))}
            onChange={choose}
          />
          {source === 'value' ? (
            <div className="dz-default">
              <FieldControl
                id={`${id}-value`}
                field={field}
                value={field.default && 'value' in field.default ? field.default.value : null}
                onChange={(value) => set({ default: isNothing(value) ? undefined : { value } }, true)}
                situation={trialSituation}
                readOnly={false}
                isInvalid={false}
                labelledBy={id}
                describedBy={undefined}
              />
            </div>
          ) : null}
          {source === 'formula' ? (
            <FormulaInput
              value={field.default && 'formula' in field.default ? field.default.formula : ''}
              fieldset={fieldsetOf(path)}
              onChange={(formula) => set({ default: formula === '' ? undefined : { formula } }, true)}
            />
          ) : null}
        </>
      )}
    </Setting>
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function sourceOf(setting: DefaultValue | undefined): Source {
  if (!setting) return 'none';
  if ('from' in setting) return setting.from;
  return 'formula' in setting ? 'formula' : 'value';
}

/** Files and rows begin empty; what the system sets has no default. */
function sourcesOf(field: FieldDefinition): readonly Source[] {
  const type = fieldTypeOf(field);
  const isSet = type.virtual || type.isSetBySystem?.(field) || field.type === 'serial' || field.type === 'formula';
  if (isSet || field.type === 'subform' || type.refersTo === 'file' || field.type === 'planPin') return ['none'];
  const sources: Source[] = ['none'];
  if (type.refersTo === undefined && type.valueKind !== 'opaque') sources.push('value', 'formula');
  if (type.valueKind === 'dateTime') sources.push('now');
  if (type.valueKind === 'date') sources.push('today');
  if (type.refersTo === 'person' && type.valueKind === 'id') sources.push('currentPerson');
  if (type.refersTo === 'community') sources.push('currentCommunity');
  return sources;
}
