import { InputNumber } from 'antd';
import type { ReactNode } from 'react';
import type { AnyFieldProps } from '../field-props.ts';
import { plain, typedNumber } from '../numbers.ts';

export interface NumberInputProps
  extends Pick<
    AnyFieldProps,
    'id' | 'value' | 'onChange' | 'readOnly' | 'isInvalid' | 'isCompact' | 'labelledBy' | 'describedBy'
  > {
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  /** How the number looks while nobody types. */
  readonly look?: (shown: number) => string;
  readonly show?: (value: number) => number;
  readonly read?: (shown: number) => number;
}

const asIs = (number: number) => number;

/** Limits are told as problems instead of being forced: a value that jumps while typing is worse than a sentence. */
export function NumberInput(props: NumberInputProps) {
  const {
    id,
    value,
    onChange,
    readOnly,
    isInvalid,
    isCompact,
    labelledBy,
    describedBy,
    before,
    after,
    look = plain,
    show = asIs,
    read = asIs,
  } = props;
  return (
    <InputNumber<number>
      id={id}
      className="df-number"
      value={typeof value === 'number' ? show(value) : null}
      readOnly={readOnly}
      controls={false}
      prefix={before}
      suffix={after}
      formatter={(number, { userTyping, input }) =>
        userTyping ? input : number === undefined || (number as unknown) === '' ? '' : look(Number(number))
      }
      parser={(text) => {
        const number = typedNumber(text ?? '');
        return typeof number === 'number' ? number : Number.NaN;
      }}
      status={isInvalid ? 'error' : undefined}
      aria-invalid={isInvalid}
      aria-labelledby={isCompact ? labelledBy : undefined}
      aria-describedby={describedBy}
      onChange={(next) => onChange(typeof next === 'number' && !Number.isNaN(next) ? read(next) : null)}
    />
  );
}
