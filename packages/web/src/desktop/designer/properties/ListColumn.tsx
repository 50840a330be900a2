import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { SwitchRow } from './inputs.tsx';

/** Whether the list of records has a column for a field. */
export function ListColumn({ field }: { field: FieldDefinition }) {
  const design = useDesign();
  const columns = useDrawn((state) => state.history.definition.settings?.listFields);
  if (field.type === 'subform') return null;
  const isShown = columns?.includes(field.key) ?? false;
  const change = (isOn: boolean) => {
    const others = (columns ?? []).filter((key) => key !== field.key);
    const next = isOn ? [...others, field.key] : others;
    design.perform({ do: 'setSettings', set: { listFields: next.length === 0 ? null : next } });
  };
  return (
    <SwitchRow
      label={d('inList')}
      checked={isShown}
      disabled={!isShown && (columns?.length ?? 0) >= 30}
      onChange={change}
    />
  );
}
