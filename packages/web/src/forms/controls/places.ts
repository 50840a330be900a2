/**
 * Where the device says it is, as the form keeps it: WGS-84. Browsers speak WGS-84; where a page inside WeChat gets no
 * place from the browser, WeChat is asked, in GCJ-02, which it knows best, and that is converted. Some phones in China
 * give GCJ-02 through the browser all the same; whoever sees the pin some hundred metres off says so, and the place is
 * read anew. `source` tells which reading it was.
 */
import { metresBetween, toGcj02, toWgs84 } from '@anshao/core/forms/coordinates.ts';
import type { CoordinateSystem, Location } from '@anshao/core/forms/types/location.ts';

const patience = 15_000;

/** @throws the browser's reason: no permission, no signal, no time */
export async function askPlace(): Promise<Location> {
  try {
    return await askBrowser();
  } catch (error) {
    const place = await askWeChat();
    if (place) return place;
    throw error;
  }
}

function askBrowser(): Promise<Location> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error('unavailable'));
      return;
    }
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(placeOf(coords, 'wgs84')), reject, {
      enableHighAccuracy: true,
      timeout: patience,
      maximumAge: 30_000,
    });
  });
}

interface WeChat {
  getLocation?(options: {
    type: 'gcj02';
    success: (answer: { latitude: number; longitude: number; accuracy: number }) => void;
    fail: () => void;
    cancel: () => void;
  }): void;
}

/** Undefined outside WeChat, and where its script was not set up for this page. */
function askWeChat(): Promise<Location | undefined> {
  const { wx } = globalThis as { wx?: WeChat };
  if (!wx?.getLocation) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const none = () => resolve(undefined);
    wx.getLocation?.({
      type: 'gcj02',
      success: (answer) => resolve(placeOf({ ...answer, ...toWgs84(answer) }, 'gcj02')),
      fail: none,
      cancel: none,
    });
  });
}

function placeOf(
  { latitude, longitude, accuracy }: { latitude: number; longitude: number; accuracy: number },
  source: CoordinateSystem,
): Location {
  return {
    latitude: rounded(latitude),
    longitude: rounded(longitude),
    accuracy: Math.round(accuracy * 10) / 10,
    corrected: false,
    source,
  };
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
