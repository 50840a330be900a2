import { fileKinds } from '@anshao/core/files/contract.ts';
import { asIds, type FieldProps } from '../field-props.ts';
import { AttachmentsInput } from './AttachmentsInput.tsx';

export function FilesField({ id, field, value, onChange, situation, labelledBy, describedBy }: FieldProps<'files'>) {
  return (
    <AttachmentsInput
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={field.accept ?? fileKinds}
      most={field.max ?? 9}
      isTrial={situation.isTrial}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
