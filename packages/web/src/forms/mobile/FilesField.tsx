import { fileKinds } from '@anshao/core/files/contract.ts';
import { Attachments } from '../../mobile/files/Attachments.tsx';
import { asIds, type FieldProps } from '../field-props.ts';

export function FilesField({ id, field, value, onChange, readOnly, describedBy, labelledBy }: FieldProps<'files'>) {
  return (
    <Attachments
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={field.accept ?? fileKinds}
      most={field.max ?? 9}
      cameraOnly={false}
      watermark={undefined}
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
