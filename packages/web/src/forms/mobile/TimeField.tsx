import { asText, type FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

export function TimeField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'time'>) {
  return (
    <LineInput
      id={id}
      type="time"
      step={field.seconds ? 1 : 60}
      value={asText(value)}
      min={field.earliest}
      max={field.latest}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
      onChange={(time) => onChange(time || null)}
    />
  );
}
