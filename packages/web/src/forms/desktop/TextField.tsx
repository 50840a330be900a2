import { Input } from 'antd';
import { asText, type FieldProps } from '../field-props.ts';

export function TextField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'text'>) {
  return (
    <Input
      id={id}
      value={asText(value)}
      readOnly={readOnly}
      maxLength={field.maxLength ?? 200}
      placeholder={field.placeholder}
      status={isInvalid ? 'error' : undefined}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
