import { optionsOf } from '../choices.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { Answers } from './Answers.tsx';
import { ChoiceButton } from './ChoiceButton.tsx';

/** So many still fit into a phone's own list; more are searched. */
const listed = 20;

/** Large buttons for a few options, a list to open for more, a list to search for many. */
export function SingleChoiceField(props: FieldProps<'singleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, labelledBy, describedBy } = props;
  const chosen = asText(value);
  const options = optionsOf(field, situation.context, [chosen]);
  const { appearance = options.length > 4 ? 'list' : 'buttons' } = field;
  if (options.length > listed)
    return (
      <ChoiceButton
        {...props}
        label={field.label}
        options={options}
        chosen={chosen === '' ? [] : [chosen]}
        onChoose={([code]) => onChange(code ?? null)}
        most={1}
      />
    );
  if (appearance === 'list')
    return (
      <select
        id={id}
        className="inp"
        value={chosen}
        disabled={readOnly}
        aria-labelledby={labelledBy}
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
  return (
    <Answers
      id={id}
      options={options}
      chosen={chosen}
      onChoose={onChange}
      appearance={appearance}
      canTakeBack={field.required === undefined || field.required === false}
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
