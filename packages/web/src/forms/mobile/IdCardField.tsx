import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { isMasked } from '../masked.ts';
import { LineInput } from './LineInput.tsx';

/** A stored number comes masked; it stays as it is until somebody writes another. */
export function IdCardField(props: FieldProps<'idCard'>) {
  const { id, value, onChange, readOnly, isInvalid, describedBy } = props;
  const text = asText(value);
  if (isMasked(text) && !readOnly)
    return (
      <div className="chosen">
        <b>{text}</b>
        <button id={id} type="button" className="mbtn soft" onClick={() => onChange('')}>
          {formText('writeAnew')}
        </button>
      </div>
    );
  return (
    <LineInput
      id={id}
      value={text}
      onChange={onChange}
      maxLength={24}
      autoComplete="off"
      readOnly={readOnly}
      isInvalid={isInvalid}
      describedBy={describedBy}
    />
  );
}
