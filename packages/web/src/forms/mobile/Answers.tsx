import type { Option, Tone } from '@anshao/core/forms/contract.ts';
import { type KeyboardEvent, useRef } from 'react';
import { Icon, type IconName } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { formText } from '../form-text.ts';
import { levelOfTone } from '../tone-marks.ts';

const looks: Record<Tone, { readonly look: string; readonly icon: IconName }> = {
  good: { look: 'ok', icon: 'check' },
  warning: { look: 'bad', icon: 'warning' },
  danger: { look: 'worst', icon: 'warning' },
  notice: { look: 'mild', icon: 'check' },
  info: { look: 'plain', icon: 'check' },
  neutral: { look: 'plain', icon: 'check' },
};

export interface AnswersProps {
  readonly id: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  /** Null takes the answer back, where that is possible. */
  readonly onChoose: (code: string | null) => void;
  readonly appearance: 'buttons' | 'colours' | 'scores';
  readonly canTakeBack: boolean;
  readonly readOnly: boolean;
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
}

/** Large buttons for a thumb in gloves. A neutral option beside coloured ones stands back. */
export function Answers(props: AnswersProps) {
  const { id, options, chosen, onChoose, appearance, canTakeBack, readOnly, labelledBy, describedBy } = props;
  const group = useRef<HTMLDivElement>(null);
  const isColoured = options.some((option) => option.tone && option.tone !== 'neutral');
  const current = options.findIndex(({ code }) => code === chosen);
  /** Arrows move between answers, as between native radio buttons. */
  const move = (event: KeyboardEvent) => {
    const forward = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    if ((!forward && event.key !== 'ArrowLeft' && event.key !== 'ArrowUp') || readOnly) return;
    event.preventDefault();
    const next = (Math.max(current, 0) + (forward ? 1 : -1) + options.length) % options.length;
    onChoose(options[next]?.code ?? null);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  const isMany = options.length > 3 || appearance === 'scores' || options.some(({ label }) => label.length > 6);
  return (
    <div
      id={id}
      ref={group}
      className={`ans ${isMany ? 'grid' : ''} ${appearance}`}
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={move}
    >
      {options.map((option, index) => {
        const isChosen = option.code === chosen;
        const { look, icon } = looks[option.tone ?? 'neutral'];
        const level = levelOfTone[option.tone ?? 'neutral'];
        const standsBack = isColoured && (option.tone ?? 'neutral') === 'neutral' && !isMany;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be a large button on old phones
          <button
            key={option.code}
            type="button"
            role="radio"
            aria-checked={isChosen}
            tabIndex={index === Math.max(current, 0) ? 0 : -1}
            disabled={readOnly}
            className={`${standsBack ? 'na ' : ''}${isChosen ? look : ''}`}
            onClick={() => onChoose(isChosen && canTakeBack ? null : option.code)}
          >
            {appearance === 'colours' && level ? (
              <Mark level={level} size={18} />
            ) : (
              isChosen && !standsBack && <Icon name={icon} size={20} />
            )}
            {option.label}
            {appearance === 'scores' && option.score !== undefined && (
              <small>{formText('score', { n: option.score })}</small>
            )}
          </button>
        );
      })}
    </div>
  );
}
