/** Formats of numbers for TEXT: `0.00`, `#,##0.0#`, `0%`, `¥#,##0.00"元"`. */
import { decimalOf, roundTo, shortened } from './decimal.ts';
import { digitsOf, roundedSql } from './sql/decimal.ts';
import type { SqlName, SqlWriter } from './sql/writer.ts';
import { asNumber, type FormulaError } from './values.ts';

export interface NumberFormat {
  readonly before: string;
  readonly after: string;
  /** Digits before the point that are written even as 0. */
  readonly wholeDigits: number;
  readonly leastDecimals: number;
  readonly mostDecimals: number;
  readonly isGrouped: boolean;
  readonly percents: number;
}

const shape = /^([#0,]*)(?:\.([#0]*))?$/;

/** @returns undefined for what is no format of numbers */
export function readNumberFormat(format: string): NumberFormat | undefined {
  let [before, digits, after] = ['', '', ''];
  let percents = 0;
  for (let index = 0; index < format.length; index++) {
    const character = format[index] as string;
    const isDigit = /[#0,.]/.test(character);
    if (isDigit && after === '') {
      digits += character;
      continue;
    }
    let literal = character;
    if (character === '"') {
      const end = format.indexOf('"', index + 1);
      if (end < 0) return undefined;
      literal = format.slice(index + 1, end);
      index = end;
    } else if (character === '\\') {
      index += 1;
      literal = format[index] ?? '';
    } else if (character === '%') percents += 1;
    // Letters and the rest of Excel's marks mean something that is not supported here.
    else if (isDigit || /[a-z;@_*?/[\]]/i.test(character)) return undefined;
    if (digits === '') before += literal;
    else after += literal;
  }
  const parts = shape.exec(digits);
  if (!parts || digits === '' || percents > 2) return undefined;
  const [whole = '', decimals = ''] = parts.slice(1);
  if (/0[,]*#/.test(whole) || /#0/.test(decimals) || decimals.length > 15 || whole.length > 30) return undefined;
  return {
    before,
    after,
    wholeDigits: whole.replace(/[^0]/g, '').length,
    leastDecimals: decimals.replace(/[^0]/g, '').length,
    mostDecimals: decimals.length,
    isGrouped: whole.includes(','),
    percents,
  };
}

/** Without an exponent, whatever its size. @param value not negative */
function plainDigits(value: number): readonly [whole: string, decimals: string] {
  if (value === 0) return ['0', ''];
  const { digits, exponent } = decimalOf(value);
  const significant = String(digits);
  if (exponent < 0) return ['0', ('0'.repeat(-exponent - 1) + significant).replace(/0+$/, '')];
  return [
    significant.slice(0, exponent + 1).padEnd(exponent + 1, '0'),
    significant.slice(exponent + 1).replace(/0+$/, ''),
  ];
}

export function formatNumber(value: number, format: NumberFormat): string | FormulaError {
  const scaled = asNumber(value * 100 ** format.percents);
  if (typeof scaled !== 'number') return scaled;
  const rounded = roundTo(Math.abs(scaled), format.mostDecimals, 'nearest');
  const [digits, rest] = plainDigits(shortened(rounded));
  const short = digits === '0' ? '' : digits;
  const whole = short.padStart(format.wholeDigits, '0');
  const grouped = format.isGrouped ? whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ',') : whole;
  const decimals = rest.padEnd(format.leastDecimals, '0');
  const sign = value < 0 && rounded !== 0 ? '-' : '';
  // A point of the format stays, as in Excel, when no decimals follow it.
  const point = format.mostDecimals > 0 ? '.' : '';
  return `${sign}${format.before}${grouped}${point}${decimals}${format.after}`;
}

/** @param value a number without its error; the result is text, and null where the scaled number is too great */
export function formatNumberSql(writer: SqlWriter, value: SqlName, format: NumberFormat): SqlName {
  const product = writer.let(`${value} * ${100 ** format.percents}`);
  const scaled = writer.let(
    `case when abs(${product}) <= 1e100 then case when abs(${product}) < 1e-100 then 0 else abs(${product}) end end`,
  );
  const rounded = writer.let(roundedSql(writer, scaled, String(format.mostDecimals), 'nearest'));
  const digits = writer.let(`trim_scale(${digitsOf(rounded)})::text`);
  const whole = `split_part(${digits}, '.', 1)`;
  const short = writer.let(`case when ${whole} = '0' then '' else ${whole} end`);
  const padded = writer.let(`lpad(${short}, greatest(${format.wholeDigits}, length(${short})), '0')`);
  const grouped = format.isGrouped
    ? `reverse(regexp_replace(reverse(${padded}), '([0-9]{3})(?=[0-9])', '\\1,', 'g'))`
    : padded;
  const rest = writer.let(`split_part(${digits}, '.', 2)`);
  const decimals = `rpad(${rest}, greatest(${format.leastDecimals}, length(${rest})), '0')`;
  const point = format.mostDecimals > 0 ? '.' : '';
  const sign = `case when ${value} < 0 and ${rounded} <> 0 then '-' else '' end`;
  const literal = (text: string) => (text === '' ? "''" : writer.text(text));
  return writer.let(
    `${sign} || ${literal(format.before)} || ${grouped} || '${point}' || ${decimals} || ${literal(format.after)}`,
  );
}
