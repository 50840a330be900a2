import { asIds, type FieldProps } from '../field-props.ts';
import { AttachmentsInput } from './AttachmentsInput.tsx';

const usualMost = 3;

export function VideoField({ id, field, value, onChange, situation, labelledBy, describedBy }: FieldProps<'video'>) {
  return (
    <AttachmentsInput
      id={id}
      ids={asIds(value)}
      onChange={onChange}
      kinds={['video']}
      most={field.max ?? usualMost}
      maxSeconds={field.maxSeconds}
      isTrial={situation.isTrial}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
