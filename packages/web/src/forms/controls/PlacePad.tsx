import type { Location } from '@anshao/core/forms/types/location.ts';
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { formText } from '../form-text.ts';
import { metresBetween, moved, reread, shifted } from './places.ts';

/** Metres from the middle of the pad to its edge. */
const reaches = [50, 200, 1000] as const;

export interface PlacePadProps {
  readonly place: Location | undefined;
  readonly onChange: (place: Location | null) => void;
  readonly onDone: () => void;
}

/**
 * Correcting without a map: the pin is drawn over a sheet with circles of known distance, or the degrees are typed. No
 * map tiles: they would need an outside service, and say to it where people are.
 */
export function PlacePad({ place, onChange, onDone }: PlacePadProps) {
  const id = useId();
  const pad = useRef<HTMLDivElement>(null);
  /** Where the sheet's middle lies: where the pin was when correcting began. */
  const [middle] = useState(place);
  const [reach, setReach] = useState<number>(reaches[1]);
  const [typed, setTyped] = useState<{ latitude: string; longitude: string }>();
  const step = reach / 20;

  const put = (event: PointerEvent<HTMLDivElement>) => {
    if (!middle || !pad.current) return;
    const box = pad.current.getBoundingClientRect();
    const east = ((event.clientX - box.left) / box.width - 0.5) * 2 * reach;
    const north = (0.5 - (event.clientY - box.top) / box.height) * 2 * reach;
    setTyped(undefined);
    onChange(moved(place, shifted(middle, east, north)));
  };
  const nudge = (event: KeyboardEvent) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowRight: [step, 0],
      ArrowLeft: [-step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const by = steps[event.key];
    if (!by || !place) return;
    event.preventDefault();
    setTyped(undefined);
    onChange(moved(place, shifted(place, by[0], by[1])));
  };
  const shown = typed ?? {
    latitude: place ? place.latitude.toFixed(6) : '',
    longitude: place ? place.longitude.toFixed(6) : '',
  };
  const type = (part: Partial<typeof shown>) => {
    const next = { ...shown, ...part };
    setTyped(next);
    const [latitude, longitude] = [Number(next.latitude), Number(next.longitude)];
    const isPlace =
      next.latitude.trim() !== '' &&
      next.longitude.trim() !== '' &&
      Math.abs(latitude) <= 90 &&
      Math.abs(longitude) <= 180;
    if (isPlace) onChange(moved(place, { latitude, longitude }));
  };
  const pin = middle && place && pinOn(middle, place, reach);
  return (
    <div className="fc-pad-block">
      {middle && place && (
        <>
          <div
            ref={pad}
            className="fc-ground"
            role="application"
            aria-label={formText('padLabel')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the pin is moved by arrow keys
            tabIndex={0}
            onKeyDown={nudge}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              put(event);
            }}
            onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && put(event)}
          >
            <svg viewBox="0 0 200 200" aria-hidden="true">
              <circle cx="100" cy="100" r="50" />
              <circle cx="100" cy="100" r="99" />
              <path d="M100 0v200M0 100h200" />
              <circle className="was" cx="100" cy="100" r="3" />
              {pin && (
                <path
                  className="pin"
                  transform={`translate(${pin.x} ${pin.y})`}
                  d="M0 0c6-7 9-11 9-15a9 9 0 0 0-18 0c0 4 3 8 9 15z"
                />
              )}
            </svg>
            <span className="n">{formText('north')}</span>
            <span className="m">{formText('metres', { n: reach / 2 })}</span>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame of its own */}
          <div className="fc-row" role="group" aria-label={formText('padReach')}>
            {reaches.map((one) => (
              <button
                key={one}
                type="button"
                className={one === reach ? 'fc-btn on' : 'fc-btn'}
                aria-pressed={one === reach}
                onClick={() => setReach(one)}
              >
                {formText('metres', { n: one })}
              </button>
            ))}
            <span className="note">{formText('movedBy', { n: Math.round(metresBetween(middle, place)) })}</span>
          </div>
        </>
      )}
      <div className="fc-row">
        <label htmlFor={`${id}-n`}>
          {formText('latitude')}
          <input
            id={`${id}-n`}
            className="inp fc-inp"
            inputMode="decimal"
            value={shown.latitude}
            onChange={(event) => type({ latitude: event.target.value })}
          />
        </label>
        <label htmlFor={`${id}-e`}>
          {formText('longitude')}
          <input
            id={`${id}-e`}
            className="inp fc-inp"
            inputMode="decimal"
            value={shown.longitude}
            onChange={(event) => type({ longitude: event.target.value })}
          />
        </label>
      </div>
      <div className="fc-row">
        {place && !place.corrected && (
          <button
            type="button"
            className="fc-btn"
            onClick={() => onChange(reread(place, place.source === 'gcj02' ? 'wgs84' : 'gcj02'))}
          >
            {formText(place.source === 'gcj02' ? 'readAsWgs84' : 'readAsGcj02')}
          </button>
        )}
        <button type="button" className="fc-btn solid" onClick={onDone}>
          {formText('done')}
        </button>
      </div>
    </div>
  );
}

/** Where the pin lies on the sheet of 200 × 200; undefined beyond its edge. */
function pinOn(middle: Location, place: Location, reach: number): { x: number; y: number } | undefined {
  const east =
    metresBetween(middle, { ...middle, longitude: place.longitude }) * Math.sign(place.longitude - middle.longitude);
  const north =
    metresBetween(middle, { ...middle, latitude: place.latitude }) * Math.sign(place.latitude - middle.latitude);
  if (Math.abs(east) > reach || Math.abs(north) > reach) return undefined;
  return { x: 100 + (east / reach) * 100, y: 100 - (north / reach) * 100 };
}
