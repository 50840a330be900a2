import { useState } from 'react';
import type { FieldProps } from '../field-props.ts';

/** Keeps what is typed as text, so that “1.” is not taken away under the finger; the value is a number or null. */
export function NumberField({ id, field, value, onChange, readOnly, isInvalid, describedBy }: FieldProps<'number'>) {
  const [typed, setTyped] = useState(typeof value === 'number' ? String(value) : '');
  const shown = typeof value === 'number' && Number(typed) !== value ? String(value) : typed;
  return (
    <span className="unit">
      <input
        id={id}
        className="inp"
        type="text"
        inputMode="decimal"
        value={shown}
        readOnly={readOnly}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => {
          const next = event.target.value.trim();
          setTyped(next);
          const number = Number(next);
          onChange(next === '' ? null : Number.isFinite(number) ? number : next);
        }}
      />
      {field.unit && <span>{field.unit}</span>}
    </span>
  );
}
