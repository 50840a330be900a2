import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { LineInput } from './LineInput.tsx';
import { ScanButton } from './ScanButton.tsx';

/** The text of a code. Where typing is not allowed, the line only shows what was scanned. */
export function ScanField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'scan'>) {
  const text = asText(value);
  return (
    <LineInput
      id={id}
      value={text}
      onChange={onChange}
      maxLength={1000}
      placeholder={formText(field.typing ? 'scanOrType' : 'scanOnly')}
      readOnly={readOnly || !field.typing}
      isInvalid={isInvalid}
      describedBy={describedBy}
      beside={readOnly ? undefined : <ScanButton onText={onChange} />}
    />
  );
}
