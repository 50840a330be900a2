import { asText, type FieldProps } from '../field-props.ts';

export function DateField({
  id,
  field,
  value,
  onChange,
  situation,
  readOnly,
  isInvalid,
  describedBy,
}: FieldProps<'date'>) {
  const bound = (day: string | undefined) => (day === 'today' ? situation.context.today : day);
  return (
    <input
      id={id}
      className="inp"
      type="date"
      value={asText(value)}
      min={bound(field.earliest)}
      max={bound(field.latest)}
      readOnly={readOnly}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}
