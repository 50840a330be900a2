/** Reading and changing what a field says about itself, whatever its type. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { useDesign } from '../design-store.ts';

/** Every settings panel gets the field it is about. */
export interface SettingsProps<Field = FieldDefinition> {
  readonly path: PartRef;
  readonly field: Field;
}

export function settingOf(field: FieldDefinition, name: string): unknown {
  return (field as unknown as Readonly<Record<string, unknown>>)[name];
}

/** `undefined` takes the setting away. */
export function useSet(path: PartRef): (set: Readonly<Record<string, unknown>>, isTyping?: boolean) => void {
  const design = useDesign();
  return (set, isTyping) => {
    const given = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? null]));
    design.perform({ do: 'setField', field: path, set: given }, isTyping);
  };
}
