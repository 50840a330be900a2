import { asIds, type FieldProps } from '../field-props.ts';
import { PickField } from './PickField.tsx';

const most = 500;

export function LinkedRecordsField({ value, onChange, ...rest }: FieldProps<'linkedRecords'>) {
  return <PickField {...rest} chosen={asIds(value)} most={rest.field.max ?? most} onChoose={(ids) => onChange(ids)} />;
}
