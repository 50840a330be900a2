/**
 * Numbers as people see them: decimal, with 15 significant digits, as a spreadsheet shows and compares them. So
 * ROUND(2.675, 2) is 2.68, although the nearest binary number lies below, and 0.1+0.2 = 0.3.
 */

/** `digits` × 10^(`exponent` − 14), where `digits` is a whole number of 15 digits, without its sign. */
export interface Decimal {
  readonly digits: number;
  readonly exponent: number;
}

const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** @param value not 0 */
export function decimalOf(value: number): Decimal {
  // The shortest digits that mean this number, at most 17; a tie in the 16th goes up, as in the database.
  const written = Math.abs(value).toExponential();
  const mark = written.indexOf('e');
  const exponent = Number(written.slice(mark + 1));
  const digits = written[0] + written.slice(2, mark);
  if (digits.length <= 15) return { digits: Number(digits.padEnd(15, '0')), exponent };
  const isUp = digits.charCodeAt(15) >= 53 && !isShortOfTie(value, digits, exponent);
  const rounded = Number(digits.slice(0, 15)) + (isUp ? 1 : 0);
  return rounded === 1e15 ? { digits: 1e14, exponent: exponent + 1 } : { digits: rounded, exponent };
}

/**
 * The shortest digits may lie exactly half way to the next number, as JavaScript reads them as this one all the same.
 * PostgreSQL does not stop there and writes more digits, which are fewer than that. Only beyond 2^53 can so few digits
 * lie half way.
 */
function isShortOfTie(value: number, digits: string, exponent: number): boolean {
  if (digits.length !== 16 || !digits.endsWith('5') || exponent < 15) return false;
  const exact = BigInt(Math.abs(value));
  const step = 2n ** BigInt(Math.max(0, exact.toString(2).length - 53));
  return (BigInt(digits) * 10n ** BigInt(exponent - 15) - exact) * 2n === step;
}

/** The number nearest to the 15 digits. */
export function shortened(value: number): number {
  if (value === 0 || (Number.isInteger(value) && Math.abs(value) < 1e15)) return value;
  const { digits, exponent } = decimalOf(value);
  return Math.sign(value) * Number(`${digits}e${exponent - 14}`);
}

/** Equal in the 15 digits that people see. */
export function isSameNumber(one: number, other: number): boolean {
  if (one === other) return true;
  return Math.abs(one - other) < Math.abs(one) * 1e-14 && shortened(one) === shortened(other);
}

export type Rounding = 'nearest' | 'down' | 'up';

/**
 * Rounds to decimal places, away from zero at a tie.
 * @param places −100 to 100; negative for tens, hundreds …
 * @param rounding `down` towards zero, `up` away from it
 */
export function roundTo(value: number, places: number, rounding: Rounding): number {
  if (value === 0) return 0;
  const magnitude = Math.abs(value);
  // The common case without writing digits: far enough from every border that the last binary digits do not matter.
  if (places >= 0 && places <= 6 && magnitude < 1e11) {
    if (Number.isInteger(value)) return value;
    const power = powers[places] as number;
    const scaled = magnitude * power;
    const whole = Math.floor(scaled);
    const rest = scaled - whole;
    if (scaled < 1e11 && rest > 1e-3 && rest < 0.999 && Math.abs(rest - 0.5) > 1e-3) {
      const isUp = rounding === 'up' || (rounding === 'nearest' && rest > 0.5);
      return signed(value, (isUp ? whole + 1 : whole) / power);
    }
  }
  const { digits, exponent } = decimalOf(value);
  // How many of the 15 digits go.
  const gone = 14 - exponent - places;
  if (gone <= 0) return signed(value, Number(`${digits}e${exponent - 14}`));
  let whole = 0;
  let isUp = rounding === 'up';
  if (gone <= 15) {
    const power = powers[gone] as number;
    whole = Math.floor(digits / power);
    const rest = digits - whole * power;
    isUp = rounding === 'up' ? rest > 0 : rounding === 'nearest' && rest * 2 >= power;
  }
  return signed(value, Number(`${isUp ? whole + 1 : whole}e${-places}`));
}

/** Without −0, which no text and no database column tells from 0. */
function signed(like: number, magnitude: number): number {
  return magnitude === 0 || like > 0 ? magnitude : -magnitude;
}

/** As it is joined to a text: `0.3`, `1E+21`, `-2.5E-07`. Plain from 1E-6 to below 1E21. */
export function writeNumber(value: number): string {
  if (value === 0) return '0';
  const shortest = String(value);
  // Few characters cannot be more than 15 digits.
  if (shortest.length <= 15 && Math.abs(value) >= 1e-6 && Math.abs(value) < 1e21) return shortest;
  const { digits, exponent } = decimalOf(value);
  const sign = value < 0 ? '-' : '';
  const significant = String(digits).replace(/0+$/, '');
  if (exponent >= 21 || exponent < -6) {
    const fraction = significant.slice(1);
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${significant[0]}${fraction && `.${fraction}`}E${exponent < 0 ? '-' : '+'}${power}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${significant}`;
  const whole = significant.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = significant.slice(exponent + 1);
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}

const numeral = /^[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?%?$/;

/** A number out of text: `1,234.5`, ` 12 `, `50%`, `1e3`. @returns undefined when it is none, or beyond 1E100 */
export function readNumber(text: string): number | undefined {
  const trimmed = text.replace(/^ +| +$/g, '');
  if (trimmed.length > 40 || !numeral.test(trimmed) || !/^[+-]?\.?[0-9]/.test(trimmed)) return undefined;
  const isPercent = trimmed.endsWith('%');
  const value = Number((isPercent ? trimmed.slice(0, -1) : trimmed).replaceAll(',', ''));
  if (!(Math.abs(value) <= 1e100)) return undefined;
  const read = isPercent ? value / 100 : value;
  return Math.abs(read) < 1e-100 ? 0 : read;
}
