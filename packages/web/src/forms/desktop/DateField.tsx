import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { asText, type FieldProps } from '../field-props.ts';

export function DateField({
  id,
  field,
  value,
  onChange,
  situation,
  readOnly,
  isInvalid,
  labelledBy,
  describedBy,
}: FieldProps<'date'>) {
  const bound = (limit: string | undefined) => (limit === 'today' ? situation.context.today : limit);
  const earliest = bound(field.earliest);
  const latest = bound(field.latest);
  const text = asText(value);
  return (
    <DatePicker
      id={id}
      value={text ? dayjs(text) : null}
      disabled={readOnly}
      status={isInvalid ? 'error' : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      disabledDate={(day) => {
        const date = day.format('YYYY-MM-DD');
        return (earliest !== undefined && date < earliest) || (latest !== undefined && date > latest);
      }}
      onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? null)}
      className="df-short"
    />
  );
}
