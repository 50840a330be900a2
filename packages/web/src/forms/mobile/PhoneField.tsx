import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { LineInput } from './LineInput.tsx';

export function PhoneField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'phone'>) {
  return (
    <LineInput
      id={id}
      type="tel"
      value={asText(value)}
      onChange={onChange}
      maxLength={30}
      placeholder={field.accepts === 'landline' ? formText('landlineExample') : undefined}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
    />
  );
}
