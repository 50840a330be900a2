import { Button } from 'antd';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { isMasked } from '../masked.ts';
import { LineInput } from './LineInput.tsx';

/** A stored number comes masked; it stays as it is until somebody writes another. */
export function IdCardField(props: FieldProps<'idCard'>) {
  const { id, value, onChange, readOnly } = props;
  if (isMasked(asText(value)) && !readOnly)
    return (
      <div className="df-row">
        <b className="df-masked">{asText(value)}</b>
        <Button id={id} size="small" onClick={() => onChange('')}>
          {formText('writeAnew')}
        </Button>
      </div>
    );
  return <LineInput {...props} maxLength={24} autoComplete="off" />;
}
