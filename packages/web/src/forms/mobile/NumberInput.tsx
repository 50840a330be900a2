import { type ReactNode, useState } from 'react';
import type { FieldProps } from '../field-props.ts';
import { plain, typedNumber } from '../numbers.ts';
import { LineInput } from './LineInput.tsx';

type Shared = Pick<FieldProps<'number'>, 'id' | 'value' | 'onChange' | 'readOnly' | 'isInvalid' | 'describedBy'>;

export interface NumberInputProps extends Shared {
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly isWhole?: boolean;
  /** From the value to the number people see, and back. */
  readonly show?: (value: number) => number;
  readonly read?: (shown: number) => number;
  /** How the number looks while nobody types. */
  readonly look?: (shown: number) => string;
}

const asIs = (number: number) => number;

/** Keeps what is typed as text, so that “1.” is not taken away under the finger; the value is a number or null. */
export function NumberInput(props: NumberInputProps) {
  const {
    id,
    value,
    onChange,
    readOnly,
    isInvalid,
    describedBy,
    before,
    after,
    isWhole,
    show = asIs,
    read = asIs,
  } = props;
  const { look = plain } = props;
  const [typed, setTyped] = useState<string>();
  const number = typeof value === 'number' ? show(value) : undefined;
  const meant = typed === undefined ? undefined : typedNumber(typed);
  // Another value than the typed one came from elsewhere: a default, a filled link.
  const isOwn = typed !== undefined && (number === undefined ? value === meant || value === null : meant === number);
  const shown = isOwn ? typed : number !== undefined ? look(number) : typeof value === 'string' ? value : '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the focus left the input inside
    <span className="number" onBlur={() => setTyped(undefined)}>
      <LineInput
        id={id}
        inputMode={isWhole ? 'numeric' : 'decimal'}
        value={shown}
        onChange={(text) => {
          setTyped(text);
          const next = typedNumber(text);
          onChange(typeof next === 'number' ? read(next) : next);
        }}
        maxLength={24}
        readOnly={readOnly}
        isInvalid={isInvalid}
        describedBy={describedBy}
        before={before}
        after={after}
      />
    </span>
  );
}
