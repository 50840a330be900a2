import { clock, clockSeconds, plainDate } from '../../base/time.ts';
import { asText, type FieldProps } from '../field-props.ts';

/** Communities are in UTC+8 all year; the phone's own zone must not move the time. */
const offset = '+08:00';

export function DateTimeField({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  describedBy,
}: FieldProps<'dateTime'>) {
  const at = asText(value);
  const bySecond = field.precision === 'second';
  return (
    <input
      id={id}
      className="inp"
      type="datetime-local"
      step={bySecond ? 1 : 60}
      value={at ? `${plainDate(at)}T${bySecond ? clockSeconds(at) : clock(at)}` : ''}
      readOnly={readOnly}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => {
        const typed = event.target.value;
        onChange(typed ? new Date(`${typed}${offset}`).toISOString() : null);
      }}
    />
  );
}
