import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { asRange, withSide } from '../ranges.ts';

export function DateRangeField(props: FieldProps<'dateRange'>) {
  const { id, field, value, onChange, readOnly, isInvalid, labelledBy, describedBy } = props;
  const { from, to } = asRange(value);
  const day = (text: string | null) => (text ? dayjs(text) : null);
  const text = (moment: Dayjs | null | undefined) => moment?.format('YYYY-MM-DD') ?? null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above, which a fieldset could not be
    <div role="group" aria-labelledby={labelledBy}>
      <DatePicker.RangePicker
        id={{ start: id, end: `${id}-to` }}
        className="df-range"
        value={[day(from), day(to)]}
        allowEmpty={[false, true]}
        placeholder={[formText('rangeFrom'), formText(field.openEnd ? 'rangeToOpen' : 'rangeTo')]}
        disabled={readOnly}
        needConfirm={false}
        status={isInvalid ? 'error' : undefined}
        aria-describedby={describedBy}
        onCalendarChange={(days) => onChange(withSide(value, { from: text(days?.[0]), to: text(days?.[1]) }))}
        onChange={(days) => onChange(withSide(null, { from: text(days?.[0]), to: text(days?.[1]) }))}
      />
    </div>
  );
}
