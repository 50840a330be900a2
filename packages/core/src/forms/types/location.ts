/**
 * Where something is (定位, FE-12): WGS-84 degrees, accuracy in metres as the phone told it, and whether a person moved
 * the pin. Phones in China may report GCJ-02; whoever reads the phone converts before the value gets here.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
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
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const known = new Set(['latitude', 'longitude', 'accuracy', 'corrected']);

function isLocation(value: unknown): value is Location {
  if (typeof value !== 'object' || value === null || !Object.keys(value).every((key) => known.has(key))) return false;
  const { latitude, longitude, accuracy, corrected } = value as Record<string, unknown>;
  const isAccuracy = accuracy === null || (isNumber(accuracy) && accuracy >= 0);
  return isNumber(latitude) && isNumber(longitude) && isAccuracy && typeof corrected === 'boolean';
}

const zero = (value: unknown): unknown => (value === 0 ? 0 : value);

export const location: FieldType<'location', LocationOptions, Location> = {
  type: 'location',
  label: { zh: '定位', en: 'Location' },
  optionsSchema: LocationOptions,
  valueKind: 'opaque',
  columns: () => [
    { suffix: 'lat', pgType: 'double precision' },
    { suffix: 'lng', pgType: 'double precision' },
    { suffix: 'accuracy', pgType: 'double precision' },
    { suffix: 'corrected', pgType: 'boolean' },
  ],
  normalise(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const given = value as Record<string, unknown>;
    const complete = {
      latitude: zero(given.latitude),
      longitude: zero(given.longitude),
      accuracy: zero(given.accuracy ?? null),
      corrected: given.corrected ?? false,
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
    value ? [value.latitude, value.longitude, value.accuracy, value.corrected] : [null, null, null, null],
  fromColumns([latitude, longitude, accuracy, corrected]) {
    if (!isNumber(latitude) || !isNumber(longitude)) return null;
    return { latitude, longitude, accuracy: isNumber(accuracy) ? accuracy : null, corrected: corrected === true };
  },
};
