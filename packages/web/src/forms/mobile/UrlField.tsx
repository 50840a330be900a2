import { asText, type FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

export function UrlField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'url'>) {
  return (
    <LineInput
      id={id}
      inputMode="url"
      value={asText(value)}
      onChange={onChange}
      maxLength={1000}
      placeholder={field.placeholder ?? 'https://'}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
    />
  );
}
