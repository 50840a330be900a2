import { asIds, type FieldProps } from '../field-props.ts';
import { PickField } from './PickField.tsx';

const most = 200;

export function PeopleField({ value, onChange, ...rest }: FieldProps<'people'>) {
  return <PickField {...rest} chosen={asIds(value)} most={rest.field.max ?? most} onChoose={(ids) => onChange(ids)} />;
}
