import { asText, type FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';
import { ScanButton } from './ScanButton.tsx';

export function TextField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'text'>) {
  return (
    <LineInput
      id={id}
      value={asText(value)}
      onChange={onChange}
      maxLength={field.maxLength ?? 200}
      placeholder={field.placeholder}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
      beside={field.scan && !readOnly ? <ScanButton onText={onChange} /> : undefined}
    />
  );
}
