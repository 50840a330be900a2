import type { Location } from '@anshao/core/forms/types/location.ts';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

const patience = 15_000;

/** Browsers report WGS-84, which is what the field keeps. */
export function LocationField({ id, field, value, onChange, readOnly, describedBy }: FieldProps<'location'>) {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const place = value as Location | null | undefined;
  const hasAsked = useRef(false);
  const locate = () => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onChange({
          latitude: coords.latitude,
          longitude: coords.longitude,
          accuracy: coords.accuracy,
          corrected: false,
        });
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: patience, maximumAge: 30_000 },
    );
  };
  useEffect(() => {
    if (!field.automatic || place || readOnly || hasAsked.current) return;
    hasAsked.current = true;
    locate();
  });
  return (
    <div className="place">
      <button
        id={id}
        type="button"
        className="mbtn soft"
        disabled={readOnly || state === 'asking'}
        aria-describedby={describedBy}
        onClick={locate}
      >
        <Icon name="pin" size={18} />
        {state === 'asking' ? formText('locating') : formText('locate')}
      </button>
      {place && (
        <p className="note">
          {formText('located', {
            latitude: place.latitude.toFixed(5),
            longitude: place.longitude.toFixed(5),
            accuracy: Math.round(place.accuracy ?? 0),
          })}
        </p>
      )}
      {state === 'failed' && <p className="problem">{formText('locateFailed')}</p>}
    </div>
  );
}
