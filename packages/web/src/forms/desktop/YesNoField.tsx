import { answerLabels } from '@anshao/core/forms/types/yes-no.ts';
import type { FieldProps } from '../field-props.ts';
import { Answers } from './Answers.tsx';

export function YesNoField({ field, value, onChange, ...rest }: FieldProps<'yesNo'>) {
  const labels = answerLabels(field);
  const option = (code: 'yes' | 'no') => ({
    code,
    label: labels[code],
    status: 'active' as const,
    ...(field[code]?.tone ? { tone: field[code].tone } : {}),
  });
  return (
    <Answers
      {...rest}
      options={[option('yes'), option('no')]}
      chosen={value === true ? 'yes' : value === false ? 'no' : ''}
      onChoose={(code) => onChange(code === null ? null : code === 'yes')}
      canTakeBack={!field.required}
    />
  );
}
