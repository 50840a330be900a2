import { Attachments } from '../../desktop/records/Attachments.tsx';
import { FilesInput } from '../../desktop/records/FilesInput.tsx';
import { asIds, type FieldProps } from '../field-props.ts';

export function FilesField({ id, field, value, onChange, readOnly }: FieldProps<'files'>) {
  const ids = asIds(value);
  if (readOnly) return <Attachments ids={ids} name={field.label} />;
  return <FilesInput id={id} value={ids} onChange={onChange} max={field.max ?? 9} />;
}
