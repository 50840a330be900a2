/**
 * What a record has keeps its right when a setting becomes narrower: a note of 180 characters stays where 5 are allowed
 * now, until somebody changes it. That it is a value of its kind is asked all the same.
 */
import { isSame } from '../base/same.ts';
import type { CompiledField } from './compile.ts';

/** What settings ask of a value beyond its kind: length, range, decimals, pattern, format, number and kind of files. */
const asked: ReadonlySet<string> = new Set([
  'forms.too-long',
  'forms.too-short',
  'forms.pattern',
  'forms.bad-mobile',
  'forms.bad-landline',
  'forms.bad-phone',
  'forms.bad-email',
  'forms.bad-url',
  'forms.bad-id-card',
  'forms.bad-plate',
  'forms.bad-credit-code',
  'forms.bad-postcode',
  'forms.too-small',
  'forms.too-large',
  'forms.too-precise',
  'forms.not-whole',
  'forms.too-early',
  'forms.too-late',
  'forms.range-long',
  'forms.range-open',
  'forms.not-to-end',
  'forms.too-few',
  'forms.too-many',
  'forms.file-kind',
  'forms.camera-only',
  'forms.lasts-too-long',
  'forms.inaccurate',
]);

/** Whether a problem stands for a setting that the stored value did not have to meet. */
export function isAskedBySettings(code: string): boolean {
  return asked.has(code);
}

/** Whether the record already had this value; one it had before the field was cleaned as it is now counts as the same. */
export function isKept({ field, type }: CompiledField, value: unknown, stored: unknown): boolean {
  if (stored === undefined || stored === null) return false;
  return isSame(value, stored) || isSame(value, type.normalise(stored, field));
}

/** As many rows as the record had: what is in them may change where more of them would be refused today. */
export function isSameCount(rows: readonly unknown[], stored: unknown): boolean {
  return Array.isArray(stored) && stored.length === rows.length;
}
