import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { clockSeconds, plainDate } from '../../base/time.ts';
import { asText, type FieldProps } from '../field-props.ts';

/** Wall-clock time of the community, whatever zone the desk stands in; China keeps +08:00 all year. */
export function DateTimeField({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  labelledBy,
  describedBy,
}: FieldProps<'dateTime'>) {
  const text = asText(value);
  const format = field.precision === 'second' ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD HH:mm';
  return (
    <DatePicker
      id={id}
      showTime
      format={format}
      value={text ? dayjs(`${plainDate(text)}T${clockSeconds(text)}`) : null}
      disabled={readOnly}
      status={isInvalid ? 'error' : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(moment) =>
        onChange(moment ? new Date(`${moment.format('YYYY-MM-DDTHH:mm:ss')}+08:00`).toISOString() : null)
      }
      className="df-moment"
    />
  );
}
