import { asText, type FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

export function EmailField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'email'>) {
  return (
    <LineInput
      id={id}
      // `type="email"` rewrites what is typed in some browsers; the keyboard is all that is wanted of it.
      inputMode="email"
      value={asText(value)}
      onChange={onChange}
      maxLength={254}
      placeholder={field.placeholder}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
    />
  );
}
