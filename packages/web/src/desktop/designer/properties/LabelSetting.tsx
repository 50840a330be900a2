import { fieldsetOf, fieldsIn, keyOf, pathOf } from '@anshao/core/forms/design/parts.ts';
import { keyFor } from '@anshao/core/forms/keys.ts';
import { useRef } from 'react';
import { afterPress } from '../after-press.ts';
import { useDesign } from '../design-store.ts';
import { useIsPublished } from '../designed-form.ts';
import { useLatin } from '../latin.ts';
import { d } from '../text.ts';
import { NameInput } from './inputs.tsx';
import { Setting } from './Setting.tsx';
import { type SettingsProps, useSet } from './use-setting.ts';

/**
 * The label. While a field was never published and still has the key it was placed with (`text2`), the key follows
 * the label when it is left, so that columns can be read by whoever reads the table.
 */
export function LabelSetting({ path, field }: SettingsProps) {
  const design = useDesign();
  const set = useSet(path);
  const latin = useLatin();
  const isPublished = useIsPublished(path);
  const before = useRef(field.label);
  const leave = () => {
    design.settle();
    // What was typed may not have been drawn yet.
    const label = design.get().fields.get(path)?.label ?? field.label;
    const isOwnKey = !new RegExp(`^${field.type}\\d*$`).test(keyOf(path));
    if (before.current === label || isPublished || isOwnKey || !latin) return;
    afterPress(() => {
      const others = fieldsIn(design.get().history.definition, fieldsetOf(path));
      // Meanwhile it may have been taken away.
      if (!others?.some(({ key }) => key === keyOf(path))) return;
      const taken = new Set(others.map((other) => other.key));
      const key = keyFor(label, taken, latin.syllables);
      const { selection } = design.get().history;
      if (!design.perform({ do: 'setKey', field: path, key })) return;
      // What was pressed to leave the label stays selected, under its new path where it lies in the rows of this one.
      const renamed = pathOf(fieldsetOf(path), key);
      if (selection.length !== 1 || selection[0] !== path)
        design.select(
          selection.map((part) => (part.startsWith(`${path}.`) ? renamed + part.slice(path.length) : part)),
        );
    });
  };
  return (
    <Setting label={d('label')} part={path} setting="label">
      {(id) => (
        <NameInput
          id={id}
          value={field.label}
          maxLength={200}
          onChange={(label) => set({ label }, true)}
          onLeave={leave}
        />
      )}
    </Setting>
  );
}
