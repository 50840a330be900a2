import { Input } from 'antd';
import type { ReactNode } from 'react';
import { type AnyFieldProps, asText } from '../field-props.ts';

export interface LineInputProps
  extends Pick<
    AnyFieldProps,
    'id' | 'value' | 'onChange' | 'readOnly' | 'isInvalid' | 'isCompact' | 'labelledBy' | 'describedBy'
  > {
  readonly maxLength: number;
  readonly placeholder?: string | undefined;
  readonly autoComplete?: string;
  readonly after?: ReactNode;
}

/** One line to type in; every control of one line is this one. */
export function LineInput(props: LineInputProps) {
  const {
    id,
    value,
    onChange,
    readOnly,
    isInvalid,
    isCompact,
    labelledBy,
    describedBy,
    maxLength,
    placeholder,
    autoComplete,
    after,
  } = props;
  return (
    <Input
      id={id}
      value={asText(value)}
      readOnly={readOnly}
      maxLength={maxLength}
      placeholder={placeholder}
      autoComplete={autoComplete}
      suffix={after}
      status={isInvalid ? 'error' : undefined}
      aria-invalid={isInvalid}
      aria-labelledby={isCompact ? labelledBy : undefined}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
