import type { FieldProps } from '../field-props.ts';
import { NumberInput } from './NumberInput.tsx';

export function IntegerField({ field, ...rest }: FieldProps<'integer'>) {
  return <NumberInput {...rest} after={field.unit} />;
}
