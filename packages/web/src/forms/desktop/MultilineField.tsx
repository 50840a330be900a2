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
  describedBy,
}: FieldProps<'multiline'>) {
  const text = asText(value);
  return (
    <>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 3, maxRows: 12 }}
        value={text}
        readOnly={readOnly}
        maxLength={field.maxLength ?? 2000}
        placeholder={field.placeholder}
        status={isInvalid ? 'error' : undefined}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
      {field.phrases && !readOnly ? (
        <div className="row wrap" style={{ marginTop: 6 }}>
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
