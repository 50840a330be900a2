/**
 * Where the device says it is, as the form keeps it: WGS-84. Browsers speak WGS-84; WeChat's own call is asked for it
 * too. Some phones in China give GCJ-02 all the same; whoever sees the pin some hundred metres off says so, and the
 * place is converted, with `source` telling which reading it was.
 */
import { metresBetween, toGcj02, toWgs84 } from '@anshao/core/forms/coordinates.ts';
import type { CoordinateSystem, Location } from '@anshao/core/forms/types/location.ts';

const patience = 15_000;

/** @throws the browser's reason: no permission, no signal, no time */
export function askPlace(): Promise<Location> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error('unavailable'));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          latitude: rounded(coords.latitude),
          longitude: rounded(coords.longitude),
          accuracy: Math.round(coords.accuracy * 10) / 10,
          corrected: false,
          source: 'wgs84',
        }),
      reject,
      { enableHighAccuracy: true, timeout: patience, maximumAge: 30_000 },
    );
  });
}

/** Seven digits are a centimetre. */
export const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

export function asPlace(value: unknown): Location | undefined {
  const { latitude, longitude } = (value ?? {}) as Partial<Location>;
  return typeof latitude === 'number' && typeof longitude === 'number' ? (value as Location) : undefined;
}

/** The same reading of the device, taken for the other system. */
export function reread(place: Location, source: CoordinateSystem): Location {
  if (place.source === source) return place;
  const moved = source === 'gcj02' ? toWgs84(place) : toGcj02(place);
  return { ...place, latitude: rounded(moved.latitude), longitude: rounded(moved.longitude), source };
}

/** Moved by hand: how exact the device was no longer matters. */
export function moved(place: Location | undefined, to: { latitude: number; longitude: number }): Location {
  return {
    latitude: rounded(to.latitude),
    longitude: rounded(to.longitude),
    accuracy: null,
    corrected: true,
    source: place?.source ?? 'wgs84',
  };
}

const metresPerDegree = 111_195;

/** So many metres to the east and north. */
export function shifted(place: { latitude: number; longitude: number }, east: number, north: number) {
  const latitude = Math.min(90, Math.max(-90, place.latitude + north / metresPerDegree));
  const narrowing = Math.max(0.01, Math.cos((place.latitude * Math.PI) / 180));
  const longitude = ((place.longitude + east / (metresPerDegree * narrowing) + 540) % 360) - 180;
  return { latitude, longitude };
}

export { metresBetween };
