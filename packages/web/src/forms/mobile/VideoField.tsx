import { Attachments } from '../../mobile/files/Attachments.tsx';
import { asIds, type FieldProps } from '../field-props.ts';

const usualMost = 3;

/** Films travel in pieces and go on where they stopped, also after a reload. */
export function VideoField(props: FieldProps<'video'>) {
  const { id, field, value, onChange, situation, readOnly, describedBy, labelledBy } = props;
  return (
    <Attachments
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={['video']}
      most={field.max ?? usualMost}
      cameraOnly={false}
      watermark={undefined}
      maxSeconds={field.maxSeconds}
      isTrial={situation.isTrial}
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
