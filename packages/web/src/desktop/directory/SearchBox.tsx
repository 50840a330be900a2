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
  const [known, setKnown] = useState(value);
  /** Null: nothing is on its way to the address. */
  const [sent, setSent] = useState<string | undefined | null>(null);
  const settled = useSettled(typed, 300);
  // What comes back from the address is this box's own search, or a change from outside: filters cleared, a view, back.
  if (value !== known) {
    setKnown(value);
    setSent(null);
    if (value !== sent) setTyped(value ?? '');
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a pause in typing starts a search
  useEffect(() => {
    const wanted = settled.trim() || undefined;
    if (wanted === value) return;
    setSent(wanted);
    onSearch(wanted);
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
