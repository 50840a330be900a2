import { AmountInWords } from '../AmountInWords.tsx';
import type { FieldProps } from '../field-props.ts';
import { currencySign } from '../numbers.ts';
import { NumberInput } from './NumberInput.tsx';

export function MoneyField({ field, ...rest }: FieldProps<'money'>) {
  return (
    <>
      <NumberInput {...rest} before={currencySign(field)} isGrouped />
      {field.inWords && <AmountInWords amount={rest.value} />}
    </>
  );
}
