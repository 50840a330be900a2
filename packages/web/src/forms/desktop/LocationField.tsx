import type { Location } from '@anshao/core/forms/types/location.ts';
import { InputNumber } from 'antd';
import type { FieldProps } from '../field-props.ts';

/** A desk stands elsewhere than the thing it writes about: the place is typed, and marked as corrected by hand. */
export function LocationField({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  describedBy,
}: FieldProps<'location'>) {
  const place = value as Partial<Location> | null | undefined;
  const set = (part: { latitude?: number | null; longitude?: number | null }) => {
    const next = { latitude: place?.latitude ?? null, longitude: place?.longitude ?? null, ...part };
    onChange(next.latitude === null && next.longitude === null ? null : { ...next, accuracy: null, corrected: true });
  };
  return (
    <div className="row" aria-describedby={describedBy}>
      <InputNumber
        id={id}
        aria-label={`${field.label} N`}
        prefix="N"
        min={-90}
        max={90}
        value={place?.latitude ?? null}
        readOnly={readOnly}
        status={isInvalid ? 'error' : undefined}
        onChange={(latitude) => set({ latitude })}
        style={{ width: 160 }}
      />
      <InputNumber
        aria-label={`${field.label} E`}
        prefix="E"
        min={-180}
        max={180}
        value={place?.longitude ?? null}
        readOnly={readOnly}
        status={isInvalid ? 'error' : undefined}
        onChange={(longitude) => set({ longitude })}
        style={{ width: 160 }}
      />
    </div>
  );
}
