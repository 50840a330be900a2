/** People, communities, departments or records of a form, found by name: nobody types an id, nor reads one. */
import { findNameable, type Nameable } from '@anshao/core/forms/designing.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useCall } from '../../calls.ts';
import { useSettled } from '../../records/filters.tsx';
import { d } from '../text.ts';

/** What was found once is known for as long as the page lives. */
const known = new Map<string, string>();

export interface NamedSelectProps {
  readonly of: Nameable;
  /** Of records: key of the form they are of. */
  readonly form?: string | undefined;
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
  readonly isMultiple: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly most?: number;
  readonly id?: string;
}

export function NamedSelect(props: NamedSelectProps) {
  const { of, form, value, onChange, isMultiple, label, placeholder, most, id } = props;
  const [typed, setTyped] = useState('');
  const q = useSettled(typed).trim();
  const about = { of, ...(form !== undefined && { form }) };
  const found = useCall(findNameable, { body: { ...about, ...(q !== '' && { q }) } }, { keep: true });
  const unknown = value.filter((one) => !known.has(one)).sort();
  const named = useCall(findNameable, { body: { ...about, ids: unknown } }, { enabled: unknown.length > 0 });
  const rows = found.data?.rows ?? [];
  for (const one of [...rows, ...(named.data?.rows ?? [])]) known.set(one.id, one.name);
  const nameOf = (one: string) => known.get(one) ?? (named.isFetching ? '…' : d('nameGone'));
  const offered = rows.map((row) => ({ value: row.id, label: row.name, detail: row.detail }));
  const others = value
    .filter((one) => !rows.some((row) => row.id === one))
    .map((one) => ({ value: one, label: nameOf(one), detail: '' }));
  return (
    <Select<string[] | string, (typeof offered)[number]>
      id={id}
      aria-label={label}
      placeholder={placeholder ?? d('findByName')}
      {...(isMultiple && { mode: 'multiple' as const })}
      maxCount={isMultiple ? most : undefined}
      style={{ width: '100%' }}
      status={!isMultiple && value.length === 0 ? 'error' : ''}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? null : d('nothingFound')}
      value={isMultiple ? [...value] : (value[0] ?? (null as unknown as string))}
      options={[...offered, ...others]}
      optionRender={({ data }) => (
        <>
          {data.label}
          {data.detail ? <small className="dz-option-detail">{data.detail}</small> : null}
        </>
      )}
      onChange={(next) => onChange([next].flat())}
    />
  );
}
