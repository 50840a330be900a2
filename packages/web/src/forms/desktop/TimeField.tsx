import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import { asText, type FieldProps } from '../field-props.ts';

export function TimeField({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  labelledBy,
  describedBy,
}: FieldProps<'time'>) {
  const format = field.seconds ? 'HH:mm:ss' : 'HH:mm';
  const text = asText(value);
  return (
    <TimePicker
      id={id}
      className="df-short"
      format={format}
      value={text ? dayjs(`2000-01-01T${text}`) : null}
      disabled={readOnly}
      needConfirm={false}
      status={isInvalid ? 'error' : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(time) => onChange(time ? time.format(format) : null)}
    />
  );
}
