import { InputNumber } from 'antd';
import type { FieldProps } from '../field-props.ts';

export function NumberField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'number'>) {
  return (
    <InputNumber
      id={id}
      value={typeof value === 'number' ? value : null}
      readOnly={readOnly}
      // Limits are told as problems instead of being forced: a value that jumps while typing is worse than a sentence.
      precision={field.decimals}
      suffix={field.unit}
      status={isInvalid ? 'error' : undefined}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(next) => onChange(next)}
      style={{ width: 200 }}
    />
  );
}
