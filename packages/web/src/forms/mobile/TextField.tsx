import { asText, type FieldProps } from '../field-props.ts';

export function TextField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'text'>) {
  return (
    <input
      id={id}
      className="inp"
      type="text"
      value={asText(value)}
      maxLength={field.maxLength ?? 200}
      placeholder={field.placeholder}
      readOnly={readOnly}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
