import type { FieldProps } from '../field-props.ts';
import { fromPercent, toPercent } from '../numbers.ts';
import { NumberInput } from './NumberInput.tsx';

export function PercentageField({ field, ...rest }: FieldProps<'percentage'>) {
  return <NumberInput {...rest} after="%" show={toPercent} read={fromPercent} isWhole={(field.decimals ?? 0) === 0} />;
}
