import { Button, Input } from 'antd';
import { asText, type FieldProps } from '../field-props.ts';

/** Text of several lines; the field's common phrases are one press away. */
export function MultilineField({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  isCompact,
  labelledBy,
  describedBy,
}: FieldProps<'multiline'>) {
  const text = asText(value);
  return (
    <>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: isCompact ? 1 : 3, maxRows: isCompact ? 4 : 12 }}
        value={text}
        readOnly={readOnly}
        maxLength={field.maxLength ?? 2000}
        placeholder={field.placeholder}
        status={isInvalid ? 'error' : undefined}
        aria-invalid={isInvalid}
        aria-labelledby={isCompact ? labelledBy : undefined}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
      {field.phrases && !readOnly && !isCompact ? (
        <div className="df-phrases">
          {field.phrases.map((phrase) => (
            <Button key={phrase} size="small" onClick={() => onChange(text ? `${text}${phrase}` : phrase)}>
              {phrase}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  );
}
