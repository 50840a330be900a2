import { Icon } from '../../base/icons.tsx';
import { optionsOf } from '../choices.ts';
import { asIds, type FieldProps } from '../field-props.ts';

export function MultipleChoiceField(props: FieldProps<'multipleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, labelledBy, describedBy } = props;
  const chosen = asIds(value);
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above, which a fieldset could not be
    <div id={id} className="ans many" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {optionsOf(field, situation.context, chosen).map((option) => {
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
          </button>
        );
      })}
    </div>
  );
}
