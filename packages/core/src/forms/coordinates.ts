/**
 * GCJ-02 is what maps and many phones in mainland China speak: WGS-84 moved by some hundred metres, differently from
 * place to place, on the ellipsoid of Krasovsky 1940. The formula is the one generally published; whoever reads a
 * phone or draws on a Chinese map converts with it. Everything stored is WGS-84.
 */

/** Degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const semiMajorAxis = 6_378_245;
const eccentricitySquared = 0.006_693_421_622_965_943;

/**
 * True within the rectangle in which maps are moved. It is generous: border places outside the country lie in it, as
 * they do for the map makers; Taiwan, too, lies in it.
 */
export function isInChina({ latitude, longitude }: Coordinates): boolean {
  return longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;
}

/** Outside China the systems are the same. */
export function toGcj02(place: Coordinates): Coordinates {
  if (!isInChina(place)) return { latitude: place.latitude, longitude: place.longitude };
  const shift = shiftAt(place);
  return { latitude: place.latitude + shift.latitude, longitude: place.longitude + shift.longitude };
}

/** There is no closed way back: the shift is taken at the place reached so far. Four rounds leave 2 µm (200,000 places). */
export function toWgs84(place: Coordinates): Coordinates {
  if (!isInChina(place)) return { latitude: place.latitude, longitude: place.longitude };
  let guess: Coordinates = place;
  for (let round = 0; round < 4; round++) {
    const shift = shiftAt(guess);
    guess = { latitude: place.latitude - shift.latitude, longitude: place.longitude - shift.longitude };
  }
  return guess;
}

/** Metres between two places some kilometres apart at most. */
export function metresBetween(one: Coordinates, other: Coordinates): number {
  const radians = Math.PI / 180;
  const north = (other.latitude - one.latitude) * radians;
  const east = (other.longitude - one.longitude) * radians * Math.cos(((one.latitude + other.latitude) / 2) * radians);
  return Math.hypot(north, east) * 6_371_008.8;
}

function shiftAt({ latitude, longitude }: Coordinates): Coordinates {
  const x = longitude - 105;
  const y = latitude - 35;
  const radians = (latitude / 180) * Math.PI;
  const magic = 1 - eccentricitySquared * Math.sin(radians) ** 2;
  const meridian = (semiMajorAxis * (1 - eccentricitySquared)) / (magic * Math.sqrt(magic));
  const parallel = (semiMajorAxis / Math.sqrt(magic)) * Math.cos(radians);
  return {
    latitude: ((northing(x, y) / meridian) * 180) / Math.PI,
    longitude: ((easting(x, y) / parallel) * 180) / Math.PI,
  };
}

const wave = (amount: number, turns: number): number => (amount * 2 * Math.sin(turns * Math.PI)) / 3;

/** Metres, as are those of `easting`. */
function northing(x: number, y: number): number {
  const slope = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  const shared = wave(20, 6 * x) + wave(20, 2 * x);
  return slope + shared + wave(20, y) + wave(40, y / 3) + wave(160, y / 12) + wave(320, y / 30);
}

function easting(x: number, y: number): number {
  const slope = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  const shared = wave(20, 6 * x) + wave(20, 2 * x);
  return slope + shared + wave(20, x) + wave(40, x / 3) + wave(150, x / 12) + wave(300, x / 30);
}
