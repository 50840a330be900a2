import { text } from '../text.ts';
import type { CodeSending } from './use-code.ts';

export interface MobileInputProps {
  readonly value: string;
  readonly onChange: (mobile: string) => void;
  readonly sending: CodeSending;
  readonly onSend: () => void;
}

export const isMobile = (value: string): boolean => /^1[3-9]\d{9}$/.test(value);

/** A number and the button that sends it a code. */
export function MobileInput({ value, onChange, sending, onSend }: MobileInputProps) {
  const isOdd = value.length === 11 && !isMobile(value);
  return (
    <>
      <div className="mobile">
        <input
          className="inp"
          type="tel"
          inputMode="numeric"
          autoComplete="tel-national"
          aria-label={text('mobile')}
          aria-invalid={isOdd}
          placeholder={text('mobileHint')}
          maxLength={11}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, 11))}
        />
        <button
          type="button"
          className="mbtn soft"
          disabled={!isMobile(value) || sending.wait > 0 || sending.isSending}
          onClick={onSend}
        >
          {sending.wait > 0 ? text('resendIn', { n: sending.wait }) : sending.sent ? text('resend') : text('sendCode')}
        </button>
      </div>
      {isOdd && <p className="problem">{text('mobileOdd')}</p>}
    </>
  );
}
