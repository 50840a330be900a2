import { Checkbox, Select } from 'antd';
import { optionsOf } from '../choices.ts';
import { asIds, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

export function MultipleChoiceField(props: FieldProps<'multipleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, labelledBy, describedBy } = props;
  const chosen = [...asIds(value)];
  const options = optionsOf(field, situation.context, chosen).map(({ code, label }) => ({ value: code, label }));
  if (field.appearance === 'list' || (field.appearance === undefined && options.length > 8))
    return (
      <Select
        id={id}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={formText('choose')}
        value={chosen}
        disabled={readOnly}
        status={isInvalid ? 'error' : undefined}
        aria-describedby={describedBy}
        options={options}
        onChange={(codes: string[]) => onChange(codes)}
        style={{ width: '100%' }}
      />
    );
  return (
    <fieldset id={id} className="bare" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <Checkbox.Group value={chosen} disabled={readOnly} options={options} onChange={(codes) => onChange(codes)} />
    </fieldset>
  );
}
