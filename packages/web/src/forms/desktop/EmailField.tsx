import type { FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

export function EmailField({ field, ...rest }: FieldProps<'email'>) {
  return <LineInput {...rest} maxLength={254} placeholder={field.placeholder} />;
}
