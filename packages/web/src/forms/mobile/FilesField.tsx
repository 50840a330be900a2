import { fileKinds } from '@anshao/core/files/contract.ts';
import { Attachments } from '../../mobile/files/Attachments.tsx';
import { asIds, type FieldProps } from '../field-props.ts';

export function FilesField(props: FieldProps<'files'>) {
  const { id, field, value, onChange, situation, readOnly, describedBy, labelledBy } = props;
  return (
    <Attachments
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={field.accept ?? fileKinds}
      most={field.max ?? 9}
      cameraOnly={false}
      watermark={undefined}
      isTrial={situation.isTrial}
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
