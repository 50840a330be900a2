import { Radio, Select } from 'antd';
import { optionsOf } from '../choices.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

/** Buttons for a few options, a list to search for many. */
export function SingleChoiceField(props: FieldProps<'singleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, labelledBy, describedBy } = props;
  const chosen = asText(value);
  const options = optionsOf(field, situation.context, [chosen]).map(({ code, label }) => ({ value: code, label }));
  if (field.appearance === 'list' || (field.appearance === undefined && options.length > 6))
    return (
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder={formText('choose')}
        value={chosen || null}
        disabled={readOnly}
        status={isInvalid ? 'error' : undefined}
        aria-describedby={describedBy}
        options={options}
        onChange={(code: string | null | undefined) => onChange(code ?? null)}
        style={{ width: '100%' }}
      />
    );
  return (
    <Radio.Group
      id={id}
      optionType="button"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      value={chosen || null}
      disabled={readOnly}
      options={options}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
