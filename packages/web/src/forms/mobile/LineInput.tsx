import type { HTMLAttributes, ReactNode } from 'react';

export interface LineInputProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'tel' | 'email' | 'url' | 'date' | 'time' | 'datetime-local';
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly placeholder?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly step?: number;
  readonly label?: string;
  readonly readOnly: boolean;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  /** Stands before the text: a currency. */
  readonly before?: ReactNode;
  /** Stands behind the text: a unit. */
  readonly after?: ReactNode;
  /** Stands beside the box: a button. */
  readonly beside?: ReactNode;
}

/** One line to type or pick in; every control of one line is this one. */
export function LineInput(props: LineInputProps) {
  const { onChange, label, readOnly, isInvalid, describedBy, before, after, beside, type = 'text', ...rest } = props;
  const input = (
    <input
      {...rest}
      className="inp"
      type={type}
      readOnly={readOnly}
      aria-label={label}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  if (before === undefined && after === undefined && beside === undefined) return input;
  return (
    <span className="unit">
      {before !== undefined && <span className="after">{before}</span>}
      {input}
      {after !== undefined && <span className="after">{after}</span>}
      {beside}
    </span>
  );
}
