/**
 * Where something is (定位, FE-12): accuracy in metres as the phone told it, and whether a person moved the pin. The
 * degrees are always WGS-84. Phones in China may tell GCJ-02; whoever reads the phone converts (`coordinates.ts`) and
 * leaves in `source` which of both it was, in case that was read wrongly.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { Nullable } from '../../base/schemas.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

export const LocationOptions = Type.Object({
  /** Ask the phone as soon as the form opens. */
  automatic: Type.Optional(Type.Boolean()),
  /** Metres; a worse fix is refused unless a person corrected it. */
  accuracyLimit: Type.Optional(Type.Number({ minimum: 1, maximum: 100_000 })),
});
export type LocationOptions = Static<typeof LocationOptions>;

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres; null when unknown. */
  readonly accuracy: number | null;
  /** A person placed or moved the pin. */
  readonly corrected: boolean;
  /** What the phone told, before it was converted; WGS-84 when nothing was said. */
  readonly source: CoordinateSystem;
}

const systems = ['wgs84', 'gcj02'] as const;
export type CoordinateSystem = (typeof systems)[number];
const isSystem = (value: unknown): value is CoordinateSystem => systems.some((system) => system === value);

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const known = new Set(['latitude', 'longitude', 'accuracy', 'corrected', 'source']);

function isLocation(value: unknown): value is Location {
  if (typeof value !== 'object' || value === null || !Object.keys(value).every((key) => known.has(key))) return false;
  const { latitude, longitude, accuracy, corrected, source } = value as Record<string, unknown>;
  const isAccuracy = accuracy === null || (isNumber(accuracy) && accuracy >= 0);
  return isNumber(latitude) && isNumber(longitude) && isAccuracy && typeof corrected === 'boolean' && isSystem(source);
}

const zero = (value: unknown): unknown => (value === 0 ? 0 : value);

export const location: FieldType<'location', LocationOptions, Location> = {
  type: 'location',
  label: { zh: '定位', en: 'Location' },
  group: 'scene',
  icon: 'location',
  optionsSchema: LocationOptions,
  valueKind: 'opaque',
  starting: () => ({}),
  columns: () => [
    { suffix: 'lat', pgType: 'double precision' },
    { suffix: 'lng', pgType: 'double precision' },
    { suffix: 'accuracy', pgType: 'double precision' },
    { suffix: 'corrected', pgType: 'boolean' },
    { suffix: 'source', pgType: 'text' },
  ],
  normalise(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const given = value as Record<string, unknown>;
    const complete = {
      latitude: zero(given.latitude),
      longitude: zero(given.longitude),
      accuracy: zero(given.accuracy ?? null),
      corrected: given.corrected ?? false,
      source: given.source ?? 'wgs84',
    };
    // With anything else inside it is not a place; leave it for the validator to refuse.
    return Object.keys(given).every((key) => known.has(key)) ? complete : value;
  },
  isEmpty: (value) => value === null || value === undefined,
  validator: (field) => (value) => {
    if (!isLocation(value)) return [problem('', 'forms.wrong-type')];
    const problems: FieldProblem[] = [];
    if (Math.abs(value.latitude) > 90 || Math.abs(value.longitude) > 180)
      problems.push(problem('', 'forms.outside-range'));
    const limit = field.accuracyLimit;
    if (limit !== undefined && !value.corrected && value.accuracy !== null && value.accuracy > limit)
      problems.push(problem('', 'forms.inaccurate', { accuracy: Math.round(value.accuracy), limit }));
    return problems.length > 0 ? problems : noProblems;
  },
  toColumns: (value) =>
    value
      ? [value.latitude, value.longitude, value.accuracy, value.corrected, value.source]
      : [null, null, null, null, null],
  fromColumns([latitude, longitude, accuracy, corrected, source]) {
    if (!isNumber(latitude) || !isNumber(longitude)) return null;
    return {
      latitude,
      longitude,
      accuracy: isNumber(accuracy) ? accuracy : null,
      corrected: corrected === true,
      // Records from before the column was there have none; phones then told WGS-84 only.
      source: isSystem(source) ? source : 'wgs84',
    };
  },
  valueSchema: () =>
    Type.Object(
      {
        latitude: Type.Number({ minimum: -90, maximum: 90, description: 'WGS-84 纬度' }),
        longitude: Type.Number({ minimum: -180, maximum: 180, description: 'WGS-84 经度' }),
        accuracy: Nullable(Type.Number({ minimum: 0, description: '误差，米' })),
        corrected: Type.Boolean({ description: '由人工放置或移动过' }),
        source: Type.Enum([...systems], { description: '手机报告的坐标系；经纬度本身已换算为 WGS-84' }),
      },
      { additionalProperties: false },
    ),
};
