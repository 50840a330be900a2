import { Icon } from '../../base/icons.tsx';
import { optionsOf } from '../choices.ts';
import { asIds, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { ChoiceButton } from './ChoiceButton.tsx';

/** So many buttons are still quicker than a list to open. */
const asButtons = 12;

export function MultipleChoiceField(props: FieldProps<'multipleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, labelledBy, describedBy } = props;
  const chosen = asIds(value);
  const options = optionsOf(field, situation.context, chosen);
  if (field.appearance === 'list' || options.length > asButtons)
    return (
      <ChoiceButton
        {...props}
        label={field.label}
        options={options}
        chosen={chosen}
        onChoose={onChange}
        most={field.max ?? options.length}
      />
    );
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above, which a fieldset could not be
    <div id={id} className="ans many" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {options.map((option) => {
        const isChosen = chosen.includes(option.code);
        return (
          <button
            key={option.code}
            type="button"
            aria-pressed={isChosen}
            disabled={readOnly}
            className={isChosen ? 'plain' : ''}
            onClick={() => toggle(option.code)}
          >
            {isChosen && <Icon name="check" size={20} />}
            {option.label}
            {field.appearance === 'scores' && option.score !== undefined && (
              <small>{formText('score', { n: option.score })}</small>
            )}
          </button>
        );
      })}
    </div>
  );
}
