import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { asRange, withSide } from '../ranges.ts';
import { LineInput } from './LineInput.tsx';

export function DateRangeField(props: FieldProps<'dateRange'>) {
  const { id, field, value, onChange, readOnly, isInvalid, describedBy, labelledBy } = props;
  const { from, to } = asRange(value);
  const shared = { type: 'date', readOnly, isInvalid, describedBy } as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above, which a fieldset could not be
    <div className="range" role="group" aria-labelledby={labelledBy}>
      <LineInput
        {...shared}
        id={id}
        label={formText('rangeFrom')}
        value={from ?? ''}
        max={to ?? undefined}
        onChange={(day) => onChange(withSide(value, { from: day || null }))}
      />
      <span aria-hidden="true">–</span>
      <LineInput
        {...shared}
        id={`${id}-to`}
        label={formText(field.openEnd ? 'rangeToOpen' : 'rangeTo')}
        value={to ?? ''}
        min={from ?? undefined}
        onChange={(day) => onChange(withSide(value, { to: day || null }))}
      />
    </div>
  );
}
