import { asText, type FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';

export function DateField(props: FieldProps<'date'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, describedBy } = props;
  const bound = (day: string | undefined) => (day === 'today' ? situation.context.today : day);
  return (
    <LineInput
      id={id}
      type="date"
      value={asText(value)}
      min={bound(field.earliest)}
      max={bound(field.latest)}
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
      onChange={(day) => onChange(day || null)}
    />
  );
}
