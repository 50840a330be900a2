/**
 * Values while a formula is evaluated. What differs from the form engine's own shapes: a date is a number of days, a
 * date with time a number of milliseconds and a time a number of seconds (`moments.ts`), so that they are reckoned with
 * quickly; a `mixed` value carries its kind along.
 */

/** What went wrong, as a value that travels like in Excel. */
export interface FormulaError {
  readonly error: '#DIV/0!' | '#VALUE!' | '#NUM!' | '#N/A';
}

const errorOf = (error: FormulaError['error']): FormulaError => Object.freeze({ error });
/** The four errors; compare by identity. */
export const formulaErrors = {
  divisionByZero: errorOf('#DIV/0!'),
  value: errorOf('#VALUE!'),
  number: errorOf('#NUM!'),
  notAvailable: errorOf('#N/A'),
} as const;

/** A day, moment or time among values of changing kind. */
export interface Timed {
  readonly kind: 'date' | 'dateTime' | 'time';
  readonly at: number;
}

export type Scalar = number | string | boolean | null | Timed | FormulaError;
export type Value = Scalar | readonly Scalar[];

export function isError(value: unknown): value is FormulaError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

export function isTimed(value: unknown): value is Timed {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Numbers stay between these magnitudes, so that the database never overflows within one operation. */
const greatest = 1e100;
const least = 1e-100;

/** The result of an operation on numbers: too great is #NUM!, too small is 0. */
export function asNumber(value: number): number | FormulaError {
  const magnitude = Math.abs(value);
  if (magnitude <= greatest) return magnitude < least ? 0 : value;
  return formulaErrors.number;
}

/** The greatest number of characters of a text, as in Excel. */
export const textLimit = 32_767;

export function asText(value: string): string | FormulaError {
  if (value.length <= textLimit) return value;
  return lengthOf(value) <= textLimit ? value : formulaErrors.value;
}

const surrogate = /[\ud800-\udfff]/;

/** Characters as the database counts them: an emoji is one. */
export function lengthOf(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Characters from `from` (0 is the first) up to `to`, by code points. */
export function slice(text: string, from: number, to: number): string {
  if (!surrogate.test(text)) return text.slice(from, to);
  return [...text].slice(from, to).join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Text of a formula as the database can hold it; U+0001 marks errors there. */
export function storable(text: string): string {
  return text.toWellFormed().replace(unstorable, '');
}

const capitals = /[A-Z]/g;
const lowerCase = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 32);

/** Texts that fold alike are equal. Only A–Z: every database and browser agrees on those. */
export function fold(text: string): string {
  return text.replace(capitals, lowerCase);
}
