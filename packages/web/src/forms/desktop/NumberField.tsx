import type { FieldProps } from '../field-props.ts';
import { NumberInput } from './NumberInput.tsx';

export function NumberField({ field, ...rest }: FieldProps<'number'>) {
  return <NumberInput {...rest} after={field.unit} />;
}
