/**
 * Where and when a picture was taken, from its EXIF block (CIPA DC-008): a TIFF directory tree whose offsets come from
 * the sender, so every one is checked against the buffer. What cannot be read is left out; it is never an error.
 */
export interface PictureEvidence {
  /** Decimal degrees, WGS-84 as the camera wrote them; altitude in metres. */
  readonly gps?: { readonly latitude: number; readonly longitude: number; readonly altitude?: number };
  /** Wall-clock time of the camera, `2024-03-15T06:32:10`; `offset` like `+08:00` when the camera knew it. */
  readonly takenAt?: string;
  readonly offset?: string;
  readonly camera?: string;
}

const ifd0 = { make: 0x010f, model: 0x0110, dateTime: 0x0132, exif: 0x8769, gps: 0x8825 } as const;
const exifTags = { taken: 0x9003, offset: 0x9011 } as const;
const gpsTags = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4, altitudeRef: 5, altitude: 6 } as const;
const typeBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
const mostEntries = 512;

type Directory = ReadonlyMap<number, string | readonly number[]>;

/** @param block as sharp gives it, with or without the leading `Exif\0\0` */
export function readEvidence(block: Buffer): PictureEvidence {
  const tiff = block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
  const order = tiff.subarray(0, 2).toString('latin1');
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return {};
  const little = order === 'II';
  const root = readDirectory(tiff, little, u32(tiff, 4, little));
  const inner = readDirectory(tiff, little, pointer(root, ifd0.exif));
  const gps = readGps(readDirectory(tiff, little, pointer(root, ifd0.gps)));
  const takenAt = readTime(text(inner, exifTags.taken) ?? text(root, ifd0.dateTime));
  const offset = text(inner, exifTags.offset);
  const camera = [text(root, ifd0.make), text(root, ifd0.model)].filter(Boolean).join(' ').slice(0, 80);
  return {
    ...(gps && { gps }),
    ...(takenAt && { takenAt }),
    ...(takenAt && offset && /^[+-]\d{2}:\d{2}$/.test(offset) && { offset }),
    ...(camera && { camera }),
  };
}

function readDirectory(tiff: Buffer, little: boolean, at: number | undefined): Directory {
  const values = new Map<number, string | readonly number[]>();
  if (at === undefined || at < 8 || at + 2 > tiff.length) return values;
  const count = Math.min(u16(tiff, at, little), mostEntries);
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * 12;
    if (entry + 12 > tiff.length) break;
    const type = u16(tiff, entry + 2, little);
    const items = u32(tiff, entry + 4, little);
    const bytes = (typeBytes[type] ?? 0) * items;
    if (bytes === 0 || items > 4096) continue;
    const from = bytes <= 4 ? entry + 8 : u32(tiff, entry + 8, little);
    if (from + bytes > tiff.length) continue;
    values.set(u16(tiff, entry, little), readValue(tiff.subarray(from, from + bytes), type, items, little));
  }
  return values;
}

function readValue(bytes: Buffer, type: number, items: number, little: boolean): string | readonly number[] {
  if (type === 2) return bytes.toString('latin1').split('\0')[0]?.trim() ?? '';
  return Array.from({ length: items }, (_, index) => {
    if (type === 3) return u16(bytes, index * 2, little);
    if (type === 4 || type === 9) return u32(bytes, index * 4, little);
    if (type === 5 || type === 10) return u32(bytes, index * 8, little) / u32(bytes, index * 8 + 4, little);
    return bytes[index] ?? 0;
  });
}

function readGps(gps: Directory): PictureEvidence['gps'] {
  const latitude = degrees(gps, gpsTags.latitude, gpsTags.latitudeRef, 'S');
  const longitude = degrees(gps, gpsTags.longitude, gpsTags.longitudeRef, 'W');
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return;
  // Cameras without a fix write zeros; nobody takes a picture for us in the Gulf of Guinea.
  if (latitude === 0 && longitude === 0) return;
  const height = numbers(gps, gpsTags.altitude)?.[0];
  const below = numbers(gps, gpsTags.altitudeRef)?.[0] === 1;
  return {
    latitude,
    longitude,
    ...(height !== undefined && Number.isFinite(height) && { altitude: below ? -height : height }),
  };
}

function degrees(gps: Directory, tag: number, refTag: number, negative: string): number | undefined {
  const parts = numbers(gps, tag);
  if (!parts || parts.length < 1) return undefined;
  const value = (parts[0] ?? 0) + (parts[1] ?? 0) / 60 + (parts[2] ?? 0) / 3600;
  if (!Number.isFinite(value)) return undefined;
  const signed = text(gps, refTag)?.toUpperCase() === negative ? -value : value;
  return Math.round(signed * 1e7) / 1e7;
}

/** `2024:03:15 06:32:10` → `2024-03-15T06:32:10`; cameras without a clock write blanks or zeros. */
function readTime(value: string | undefined): string | undefined {
  const parts = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(value ?? '');
  if (!parts) return undefined;
  const written = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`;
  const instant = new Date(`${written}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(written) ? written : undefined;
}

function text(from: Directory, tag: number): string | undefined {
  const value = from.get(tag);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numbers(from: Directory, tag: number): readonly number[] | undefined {
  const value = from.get(tag);
  return Array.isArray(value) ? (value as readonly number[]) : undefined;
}

function pointer(from: Directory, tag: number): number | undefined {
  return numbers(from, tag)?.[0];
}

function u16(bytes: Buffer, at: number, little: boolean): number {
  return little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function u32(bytes: Buffer, at: number, little: boolean): number {
  return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
