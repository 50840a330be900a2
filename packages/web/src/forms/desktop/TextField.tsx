import type { FieldProps } from '../field-props.ts';
import { LineInput } from './LineInput.tsx';
import { ScanButton } from './ScanButton.tsx';

export function TextField({ field, ...rest }: FieldProps<'text'>) {
  return (
    <LineInput
      {...rest}
      maxLength={field.maxLength ?? 200}
      placeholder={field.placeholder}
      after={field.scan && !rest.readOnly ? <ScanButton onText={rest.onChange} /> : undefined}
    />
  );
}
