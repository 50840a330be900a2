import { listDictionaries } from '@anshao/core/forms/dictionaries-contract.ts';
import { Select } from 'antd';
import { useCall } from '../../calls.ts';
import { d } from '../text.ts';

/** The dictionary to begin with when a field is given one. */
export function useFirstDictionary(): string | undefined {
  return useCall(listDictionaries, {}).data?.rows[0]?.key;
}

/** What a dictionary is called; its key as long as that is not known. */
export function useDictionaryName(key: string): string {
  return useCall(listDictionaries, {}).data?.rows.find((one) => one.key === key)?.name ?? key;
}

/** A shared dictionary by its name. One that is not (or no longer) there shows its key. */
export function DictionaryChoice({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string | undefined;
  onChange: (key: string) => void;
}) {
  const found = useCall(listDictionaries, {});
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      aria-label={d('dictionaryKey')}
      placeholder={d('chooseDictionary')}
      showSearch={{ optionFilterProp: 'label' }}
      loading={found.isPending}
      value={value === '' ? undefined : value}
      options={found.data?.rows.map(({ key, name }) => ({ value: key, label: name })) ?? []}
      onChange={onChange}
    />
  );
}
