import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { LineInput } from './LineInput.tsx';
import { ScanButton } from './ScanButton.tsx';

export function ScanField({ field, ...rest }: FieldProps<'scan'>) {
  return (
    <LineInput
      {...rest}
      readOnly={rest.readOnly || !field.typing}
      maxLength={1000}
      placeholder={formText(field.typing ? 'scanOrType' : 'scanOnly')}
      after={rest.readOnly ? undefined : <ScanButton onText={rest.onChange} />}
    />
  );
}
