import { listPeople } from '@anshao/core/org/contract.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { placeWord } from '../../base/place-word.ts';
import { useCall } from '../../desktop/calls.ts';
import { useSettled } from '../../desktop/records/filters.tsx';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

export function PersonField({ id, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'person'>) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const found = useCall(listPeople, { query: { q: q || undefined, limit: 20 } }, { keep: true });
  const options = (found.data?.rows ?? []).map((person) => ({
    value: person.id,
    label: [person.name, ...person.posts.slice(0, 1).map(placeWord)].join(' · '),
  }));
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder={formText('searchPerson')}
      value={asText(value) || null}
      disabled={readOnly}
      loading={found.isFetching}
      status={isInvalid ? 'error' : undefined}
      aria-describedby={describedBy}
      options={options}
      onChange={(person: string | null | undefined) => onChange(person ?? null)}
      style={{ width: '100%' }}
    />
  );
}
