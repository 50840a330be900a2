/** Options of a choice, of its own or of a dictionary, by their words; of a cascade every branch. */
import { Select } from 'antd';
import { useMemo } from 'react';
import { allOptions } from '../../../forms/choices.ts';
import { entriesEver, useDictionaries } from '../preview/trial-dictionaries.ts';
import { d } from '../text.ts';
import type { ChoiceField } from './condition-draft.ts';

export interface CodeSelectProps {
  readonly field: ChoiceField;
  readonly value: readonly string[];
  readonly onChange: (codes: string[]) => void;
  readonly isMultiple: boolean;
}

export function CodeSelect({ field, value, onChange, isMultiple }: CodeSelectProps) {
  const { dictionary } = field;
  const loaded = useDictionaries(useMemo(() => (dictionary === undefined ? [] : [dictionary]), [dictionary]));
  const options = useMemo(
    () => allOptions(field, { dictionaries: new Map(loaded.map((one) => [one.key, entriesEver(one)])) }),
    [field, loaded],
  );
  const isKnown = (code: string) => options.some((option) => option.code === code);
  return (
    <Select<string[] | string>
      aria-label={d('conditionValue')}
      placeholder={isMultiple ? d('severalValues') : d('choose')}
      {...(isMultiple && { mode: 'multiple' as const })}
      style={{ width: '100%' }}
      status={value.every(isKnown) && (isMultiple || value.length > 0) ? '' : 'error'}
      showSearch={{ optionFilterProp: 'label' }}
      value={isMultiple ? [...value] : (value[0] ?? (null as unknown as string))}
      options={options.map(({ code, label, status }) => ({
        value: code,
        label: status === 'stopped' ? d('stoppedOption', { label }) : label,
      }))}
      onChange={(next) => onChange([next].flat())}
    />
  );
}
