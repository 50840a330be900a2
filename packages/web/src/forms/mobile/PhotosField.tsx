import { clockSeconds, plainDate } from '../../base/time.ts';
import { Attachments } from '../../mobile/files/Attachments.tsx';
import { asIds, type FieldProps } from '../field-props.ts';

export function PhotosField({
  id,
  field,
  value,
  onChange,
  situation,
  readOnly,
  describedBy,
  labelledBy,
}: FieldProps<'photos'>) {
  return (
    <Attachments
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={['image']}
      most={field.max ?? 9}
      cameraOnly={field.cameraOnly ?? false}
      watermark={
        field.watermark
          ? () => ({
              head: clockSeconds(situation.now()),
              lines: [situation.place, `${situation.personName} ${plainDate(situation.now())}`],
            })
          : undefined
      }
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
