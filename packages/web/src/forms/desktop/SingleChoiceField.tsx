import { Select } from 'antd';
import { optionsOf } from '../choices.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { Answers } from './Answers.tsx';

/** Buttons for a few options, a list to search for many. */
export function SingleChoiceField(props: FieldProps<'singleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, isCompact, labelledBy, describedBy } = props;
  const chosen = asText(value);
  const options = optionsOf(field, situation.context, [chosen]);
  const { appearance = options.length > 6 ? 'list' : 'buttons' } = field;
  if (isCompact || appearance === 'list' || options.length > 20)
    return (
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder={formText('choose')}
        value={chosen || null}
        disabled={readOnly}
        status={isInvalid ? 'error' : undefined}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        options={options.map(({ code, label }) => ({ value: code, label }))}
        onChange={(code: string | null | undefined) => onChange(code ?? null)}
        className="df-wide"
      />
    );
  return (
    <Answers
      id={id}
      options={options}
      chosen={chosen}
      onChoose={onChange}
      appearance={appearance}
      canTakeBack={!field.required}
      readOnly={readOnly}
      labelledBy={labelledBy}
      describedBy={describedBy}
    />
  );
}
