/** A person, community or the like as the value of a comparison, picked by name. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { listPeople } from '@anshao/core/org/contract.ts';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useCall } from '../../calls.ts';
import { CommunitySelect, useSettled } from '../../records/filters.tsx';
import { d } from '../text.ts';

export interface IdInputProps {
  readonly field: FieldDefinition;
  readonly value: string;
  readonly onChange: (id: string, isTyping?: boolean) => void;
}

export function IdInput({ field, value, onChange }: IdInputProps) {
  switch (fieldTypeOf(field).refersTo) {
    case 'person':
      return <PersonInput value={value} onChange={onChange} />;
    case 'community':
      return (
        <CommunitySelect
          value={value || undefined}
          placeholder={d('conditionValue')}
          onChange={(id) => onChange(id ?? '')}
          width="100%"
        />
      );
    default:
      return (
        <Input
          aria-label={d('conditionValue')}
          placeholder={d('idPlaceholder')}
          value={value}
          onChange={(event) => onChange(event.target.value.trim().toLowerCase(), true)}
        />
      );
  }
}

function PersonInput({ value, onChange }: Omit<IdInputProps, 'field'>) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const found = useCall(listPeople, { query: { q: q || undefined, limit: 20 } }, { keep: true });
  return (
    <Select
      aria-label={d('conditionValue')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value || undefined}
      options={(found.data?.rows ?? []).map((person) => ({ value: person.id, label: person.name }))}
      onChange={(id: string) => onChange(id)}
    />
  );
}
