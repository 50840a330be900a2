import { type KeyboardEvent, useRef } from 'react';
import type { FieldProps } from './field-props.ts';
import { formText } from './form-text.ts';

/** Stars to press; the one that is pressed again takes the rating back. */
export function Rating({ id, field, value, onChange, readOnly, labelledBy, describedBy }: FieldProps<'rating'>) {
  const group = useRef<HTMLDivElement>(null);
  const most = field.max ?? 5;
  const given = typeof value === 'number' ? value : 0;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step === undefined || readOnly) return;
    event.preventDefault();
    const next = Math.min(most, Math.max(1, given + step));
    onChange(next);
    group.current?.querySelectorAll('button')[next - 1]?.focus();
  };
  return (
    <div
      id={id}
      ref={group}
      className="stars"
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={move}
    >
      {Array.from({ length: most }, (_, index) => index + 1).map((star) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot look like a star on old phones
        <button
          key={star}
          type="button"
          role="radio"
          aria-checked={star === given}
          aria-label={formText('stars', { n: star, most })}
          tabIndex={star === Math.max(given, 1) ? 0 : -1}
          disabled={readOnly}
          className={star <= given ? 'on' : ''}
          onClick={() => onChange(star === given ? null : star)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z" />
          </svg>
        </button>
      ))}
      <span className="mut">{given > 0 ? `${given}/${most}` : ''}</span>
    </div>
  );
}
