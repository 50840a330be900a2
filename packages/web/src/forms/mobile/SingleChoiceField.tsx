import type { Tone } from '@anshao/core/forms/contract.ts';
import { Icon, type IconName } from '../../base/icons.tsx';
import { optionsOf } from '../choices.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

const looks: Record<Tone, { readonly look: string; readonly icon: IconName }> = {
  good: { look: 'ok', icon: 'check' },
  warning: { look: 'bad', icon: 'warning' },
  danger: { look: 'bad', icon: 'warning' },
  notice: { look: 'plain', icon: 'check' },
  info: { look: 'plain', icon: 'check' },
  neutral: { look: 'plain', icon: 'check' },
};

/** Large buttons for a thumb in gloves, or a list to open. A neutral option beside coloured ones stands back. */
export function SingleChoiceField(props: FieldProps<'singleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, labelledBy, describedBy } = props;
  const chosen = asText(value);
  const options = optionsOf(field, situation.context, [chosen]);
  if (field.appearance === 'list' || (field.appearance === undefined && options.length > 4))
    return (
      <select
        id={id}
        className="inp"
        value={chosen}
        disabled={readOnly}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{formText('choose')}</option>
        {options.map((option) => (
          <option key={option.code} value={option.code}>
            {option.label}
          </option>
        ))}
      </select>
    );
  const isColoured = options.some((option) => option.tone && option.tone !== 'neutral');
  return (
    <div id={id} className="ans" role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {options.map((option) => {
        const isChosen = option.code === chosen;
        const { look, icon } = looks[option.tone ?? 'neutral'];
        const standsBack = isColoured && (option.tone ?? 'neutral') === 'neutral';
        return (
          // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be a large button on old phones
          <button
            key={option.code}
            type="button"
            role="radio"
            aria-checked={isChosen}
            disabled={readOnly}
            className={`${standsBack ? 'na ' : ''}${isChosen ? look : ''}`}
            onClick={() => onChange(option.code)}
          >
            {isChosen && !standsBack && <Icon name={icon} size={20} />}
            {option.label}
          </button>
        );
      })}
    </div>
  );
}
