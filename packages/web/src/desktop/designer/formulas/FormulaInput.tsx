/** A formula, as it is stored: fields by their keys in braces. */
import type { ListRef } from '@anshao/core/forms/design/parts.ts';
import { Input } from 'antd';
import { useDesign } from '../design-store.ts';
import { d } from '../text.ts';

export interface FormulaInputProps {
  readonly id?: string;
  readonly value: string;
  /** Where the formula stands: which fields it may name. */
  readonly fieldset: ListRef;
  readonly onChange: (formula: string) => void;
}

export function FormulaInput({ id, value, onChange }: FormulaInputProps) {
  const design = useDesign();
  return (
    <Input.TextArea
      id={id}
      aria-label={d('formula')}
      className="dz-formula"
      autoSize={{ minRows: 2, maxRows: 8 }}
      maxLength={10_000}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={design.settle}
    />
  );
}
