import { useRef } from 'react';
import { text } from '../text.ts';

const digits = 6;

export interface CodeInputProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly disabled: boolean;
  readonly isWrong: boolean;
}

/** One real input over six drawn boxes: pasting and the keyboard's “from messages” suggestion just work. */
export function CodeInput({ value, onChange, disabled, isWrong }: CodeInputProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={`codein${disabled ? ' off' : ''}${isWrong ? ' wrong' : ''}`}>
      <input
        ref={input}
        aria-label={text('codeLabel')}
        aria-invalid={isWrong}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\d*"
        maxLength={digits}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, digits))}
      />
      {Array.from({ length: digits }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: six fixed boxes
        <i key={index} aria-hidden="true" className={index === value.length && !disabled ? 'cur' : ''}>
          {value[index] ?? ''}
        </i>
      ))}
    </div>
  );
}
