import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { useSettled } from '../records/filters.tsx';

/** Searches while typing, after a pause; the address follows without filling the history. */
export function SearchBox({
  value,
  onSearch,
  label,
  width = 240,
}: {
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
  label: string;
  width?: number;
}) {
  const [typed, setTyped] = useState(value ?? '');
  const settled = useSettled(typed, 300);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a pause in typing starts a search
  useEffect(() => {
    if ((value ?? '') !== settled.trim()) onSearch(settled.trim() || undefined);
  }, [settled]);
  return (
    <Input
      allowClear
      aria-label={label}
      placeholder={label}
      prefix={<Icon name="search" size={16} />}
      maxLength={60}
      style={{ width }}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
