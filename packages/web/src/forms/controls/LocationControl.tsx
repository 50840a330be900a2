import type { Location } from '@anshao/core/forms/types/location.ts';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';
import { askPlace, asPlace } from './places.ts';
import './controls.css';

const PlacePad = later(async () => (await import('./PlacePad.tsx')).PlacePad, 320);

/** Where it is: from the device, with how exact it knows; corrected by hand where it is wrong, and marked so. */
export function LocationControl(props: FieldProps<'location'>) {
  const { id, field, value, onChange, readOnly, isInvalid, describedBy } = props;
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const [isCorrecting, setCorrecting] = useState(false);
  const place = asPlace(value);
  const hasAsked = useRef(false);
  const locate = async () => {
    setState('asking');
    try {
      const found = await askPlace();
      setState('idle');
      onChange(found);
    } catch {
      setState('failed');
    }
  };
  useEffect(() => {
    if (!field.automatic || place || readOnly || hasAsked.current) return;
    hasAsked.current = true;
    void locate();
  });
  return (
    <div className="fc-location">
      {place && <PlaceWords place={place} limit={field.accuracyLimit} />}
      <div className="fc-row">
        <button
          id={id}
          type="button"
          className={place ? 'fc-btn' : 'fc-btn solid'}
          disabled={readOnly || state === 'asking'}
          aria-describedby={describedBy}
          data-invalid={isInvalid || undefined}
          onClick={() => void locate()}
        >
          <Icon name="pin" size={18} />
          {formText(state === 'asking' ? 'locating' : place ? 'locateAgain' : 'locate')}
        </button>
        {!readOnly && (
          <button
            type="button"
            className="fc-btn"
            aria-expanded={isCorrecting}
            onClick={() => setCorrecting(!isCorrecting)}
          >
            <Icon name="edit" size={18} />
            {formText(place ? 'correctPlace' : 'enterPlace')}
          </button>
        )}
      </div>
      {state === 'failed' && (
        <p className="problem" role="alert">
          {formText('locateFailed')}
        </p>
      )}
      {isCorrecting && !readOnly && <PlacePad place={place} onChange={onChange} onDone={() => setCorrecting(false)} />}
    </div>
  );
}

export function PlaceWords({ place, limit }: { place: Location; limit?: number | undefined }) {
  const isRough = !place.corrected && limit !== undefined && (place.accuracy ?? Number.POSITIVE_INFINITY) > limit;
  return (
    <p className="fc-place-words">
      <Icon name="pin" size={16} />
      <span>
        {place.latitude.toFixed(5)}, {place.longitude.toFixed(5)}
        <small className={isRough ? 'rough' : ''}>
          {place.corrected
            ? formText('correctedByHand')
            : place.accuracy === null
              ? formText('accuracyUnknown')
              : formText(isRough ? 'accuracyRough' : 'accuracy', {
                  n: Math.round(place.accuracy),
                  limit: limit ?? 0,
                })}
          {place.source === 'gcj02' && ` · ${formText('fromGcj02')}`}
        </small>
      </span>
    </p>
  );
}
