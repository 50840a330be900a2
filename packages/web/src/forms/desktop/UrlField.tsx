import type { FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

export function UrlField({ field, ...rest }: FieldProps<'url'>) {
  return <LineInput {...rest} maxLength={1000} placeholder={field.placeholder ?? 'https://'} />;
}
