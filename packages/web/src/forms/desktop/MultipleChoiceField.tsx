import { Checkbox, Select } from 'antd';
import { optionsOf } from '../choices.ts';
import { asIds, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

export function MultipleChoiceField(props: FieldProps<'multipleChoice'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, isCompact, labelledBy, describedBy } = props;
  const chosen = [...asIds(value)];
  const options = optionsOf(field, situation.context, chosen).map(({ code, label, score }) => ({
    value: code,
    label: field.appearance === 'scores' && score !== undefined ? `${label} ${formText('score', { n: score })}` : label,
  }));
  if (isCompact || field.appearance === 'list' || options.length > 12)
    return (
      <Select
        id={id}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={formText('choose')}
        value={chosen}
        maxCount={field.max}
        maxTagCount={isCompact ? 'responsive' : undefined}
        disabled={readOnly}
        status={isInvalid ? 'error' : undefined}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        options={options}
        onChange={(codes: string[]) => onChange(codes)}
        className="df-wide"
      />
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above, which a fieldset could not be
    <div id={id} role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <Checkbox.Group value={chosen} disabled={readOnly} options={options} onChange={(codes) => onChange(codes)} />
    </div>
  );
}
