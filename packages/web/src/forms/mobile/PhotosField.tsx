import { Attachments } from '../../mobile/files/Attachments.tsx';
import { asIds, type FieldProps } from '../field-props.ts';
import { watermarkOf } from '../photo-watermark.ts';

export function PhotosField(props: FieldProps<'photos'>) {
  const { id, field, value, onChange, situation, readOnly, describedBy, labelledBy } = props;
  return (
    <Attachments
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={['image']}
      most={field.max ?? 9}
      cameraOnly={field.cameraOnly ?? false}
      watermark={field.watermark ? () => watermarkOf(situation) : undefined}
      annotate={field.annotate}
      isTrial={situation.isTrial}
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
