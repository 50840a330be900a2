import { asIds, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { watermarkOf } from '../photo-watermark.ts';
import { AttachmentsInput } from './AttachmentsInput.tsx';

/** Photos from this computer. A field that takes only fresh camera photos can be read here, but filled on a phone only. */
export function PhotosField({ id, field, value, onChange, situation, labelledBy, describedBy }: FieldProps<'photos'>) {
  return (
    <AttachmentsInput
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={['image']}
      most={field.max ?? 9}
      watermark={field.watermark ? () => watermarkOf(situation) : undefined}
      annotate={field.annotate}
      isTrial={situation.isTrial}
      notHere={field.cameraOnly ? formText('cameraOnPhone') : undefined}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
