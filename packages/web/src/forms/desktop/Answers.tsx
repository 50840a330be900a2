import type { Option } from '@anshao/core/forms/contract.ts';
import { Mark } from '../../base/marks.tsx';
import type { AnyFieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { levelOfTone } from '../tone-marks.ts';

export interface AnswersProps extends Pick<AnyFieldProps, 'id' | 'readOnly' | 'labelledBy' | 'describedBy'> {
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly onChoose: (code: string | null) => void;
  readonly appearance?: 'buttons' | 'colours' | 'scores';
  readonly canTakeBack: boolean;
}

/** A few answers side by side, each with its tone; native radio buttons below, so that all keys work. */
export function Answers(props: AnswersProps) {
  const { id, options, chosen, onChoose, appearance, canTakeBack, readOnly, labelledBy, describedBy } = props;
  return (
    <div id={id} className="df-answers" role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {options.map((option) => {
        const isChosen = option.code === chosen;
        const level = levelOfTone[option.tone ?? 'neutral'];
        return (
          <label key={option.code} className={`tone-${option.tone ?? 'neutral'}${isChosen ? ' on' : ''}`}>
            <input
              type="radio"
              name={id}
              value={option.code}
              checked={isChosen}
              disabled={readOnly}
              onChange={() => onChoose(option.code)}
              // Radio buttons know no way back; pressing the chosen one again is what people try.
              onClick={() => isChosen && canTakeBack && onChoose(null)}
            />
            {appearance === 'colours' && level ? <Mark level={level} /> : <i aria-hidden="true" />}
            {option.label}
            {appearance === 'scores' && option.score !== undefined && (
              <small>{formText('score', { n: option.score })}</small>
            )}
          </label>
        );
      })}
    </div>
  );
}
