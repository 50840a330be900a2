import { AmountInWords } from '../AmountInWords.tsx';
import type { FieldProps } from '../field-props.ts';
import { currencySign, grouped } from '../numbers.ts';
import { NumberInput } from './NumberInput.tsx';

export function MoneyField({ field, ...rest }: FieldProps<'money'>) {
  return (
    <>
      <NumberInput {...rest} before={currencySign(field)} look={(amount) => grouped(amount, 2)} />
      {field.inWords && <AmountInWords amount={rest.value} />}
    </>
  );
}
