import type { FieldProps } from '../field-props.ts';
import { fromPercent, toPercent } from '../numbers.ts';
import { NumberInput } from './NumberInput.tsx';

export function PercentageField(props: FieldProps<'percentage'>) {
  return <NumberInput {...props} after="%" show={toPercent} read={fromPercent} />;
}
