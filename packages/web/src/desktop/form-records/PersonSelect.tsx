/** A person found by name. */
import { listPeople } from '@anshao/core/org/contract.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { usePages } from '../calls.ts';
import { moreAtEnd, useSettled } from '../records/filters.tsx';

const names = new Map<string, string>();

export function PersonSelect({
  value,
  onChange,
  label,
  width = '100%',
  name,
}: {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  label: string;
  width?: number | string;
  /** Of the chosen one, where it is known. */
  name?: string;
}) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed).trim();
  const found = usePages(listPeople, { query: { q: q || undefined } }, { limit: 30 });
  for (const person of found.rows) names.set(person.id, person.name);
  const options = found.rows.map((person) => ({
    value: person.id,
    label: [person.name, person.posts[0]?.placeName].filter(Boolean).join(' · '),
  }));
  const own = value && !options.some((option) => option.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      style={{ width }}
      loading={found.result.isFetching}
      onPopupScroll={moreAtEnd(found)}
      options={own ? [{ value, label: name ?? names.get(value) ?? value }, ...options] : options}
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChange(id ?? undefined)}
    />
  );
}
