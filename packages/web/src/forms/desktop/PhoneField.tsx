import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { LineInput } from './LineInput.tsx';

export function PhoneField({ field, ...rest }: FieldProps<'phone'>) {
  return (
    <LineInput
      {...rest}
      maxLength={30}
      placeholder={field.accepts === 'landline' ? formText('landlineExample') : undefined}
    />
  );
}
