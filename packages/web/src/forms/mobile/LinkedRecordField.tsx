import { asText, type FieldProps } from '../field-props.ts';
import { PickField } from './PickField.tsx';

/** Choosing a record also fills what the form wants filled from it. */
export function LinkedRecordField({ value, onChange, ...rest }: FieldProps<'linkedRecord'>) {
  const chosen = asText(value);
  return (
    <PickField
      {...rest}
      chosen={chosen ? [chosen] : []}
      most={1}
      onChoose={([id], found) => {
        if (id !== undefined && found?.fills && rest.onFill) rest.onFill({ ...found.fills, [rest.field.key]: id });
        else onChange(id ?? null);
      }}
    />
  );
}
