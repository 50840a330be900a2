import { clock, clockSeconds, plainDate } from '../../base/time.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

/** Communities are in UTC+8 all year; the phone's own zone must not move the time. */
const offset = '+08:00';

export function DateTimeField(props: FieldProps<'dateTime'>) {
  const { id, field, value, onChange, readOnly, isInvalid, describedBy } = props;
  const at = asText(value);
  const bySecond = field.precision === 'second';
  const isMoment = at !== '' && !Number.isNaN(Date.parse(at));
  return (
    <LineInput
      id={id}
      type="datetime-local"
      step={bySecond ? 1 : 60}
      value={isMoment ? `${plainDate(at)}T${bySecond ? clockSeconds(at) : clock(at)}` : ''}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
      onChange={(typed) => onChange(typed ? new Date(`${typed}${offset}`).toISOString() : null)}
    />
  );
}
