import { asText, type FieldProps } from '../field-props.ts';
import { PickField } from './PickField.tsx';

export function PersonField({ value, onChange, ...rest }: FieldProps<'person'>) {
  const chosen = asText(value);
  return <PickField {...rest} chosen={chosen ? [chosen] : []} most={1} onChoose={([id]) => onChange(id ?? null)} />;
}
