import { asText, type FieldProps } from '../field-props.ts';
import { PickField } from './PickField.tsx';

export function DepartmentField({ value, onChange, ...rest }: FieldProps<'department'>) {
  const chosen = asText(value);
  return <PickField {...rest} chosen={chosen ? [chosen] : []} most={1} onChoose={([id]) => onChange(id ?? null)} />;
}
