/** `decimal.ts` for PostgreSQL: the same numbers to the last digit. All expressions are total, for errors as well. */
import { textLimit } from '../values.ts';
import { type SqlName, type SqlWriter, sqlErrors, sqlTextErrors } from './writer.ts';

/** `asNumber`. @param expression of numbers within their limits, so that it cannot overflow */
export function limited(writer: SqlWriter, expression: string): string {
  const name = writer.let(expression);
  return `case when abs(${name}) > 1e100 then ${sqlErrors.number} when abs(${name}) < 1e-100 then 0 else ${name} end`;
}

/** `asText` */
export function limitedText(writer: SqlWriter, expression: string): string {
  const name = writer.let(expression);
  return `case when length(${name}) > ${textLimit} then ${sqlTextErrors.value} else ${name} end`;
}

/** `asText` of a text that could be made too long for memory: its length is reckoned before. */
export function limitedBefore(length: string, expression: string): string {
  return `case when ${length} > ${textLimit} then ${sqlTextErrors.value} else ${expression} end`;
}

/**
 * The 15 digits, as numeric. The exponent is read off the shortest digits (as text has them), for a logarithm is not
 * exact beside powers of ten, and the exact 1e99 begins with 9.99.
 */
export function digitsOf(name: SqlName): string {
  return `round(${name}::text::numeric, 14 - ${exponentOf(name)})`;
}

function exponentOf(name: SqlName): string {
  return `split_part(to_char(${name}::text::numeric, '9.9999999999999999EEEE'), 'e', 2)::int`;
}

/** `shortened` */
export function shortenedSql(name: SqlName): string {
  return `${digitsOf(name)}::float8`;
}

/** `isSameNumber` */
export function isSameNumberSql(one: SqlName, other: SqlName): string {
  const isNear = `abs(${one} - ${other}) < abs(${one}) * 1e-14`;
  return `(${one} = ${other} or (${isNear} and ${digitsOf(one)} = ${digitsOf(other)}))`;
}

/** `roundTo`. @param places a whole number from −100 to 100 */
export function roundedSql(
  writer: SqlWriter,
  value: SqlName,
  places: SqlName,
  rounding: 'nearest' | 'down' | 'up',
): string {
  const digits = writer.let(digitsOf(value));
  const to = `${places}::int`;
  if (rounding === 'nearest') return `round(${digits}, ${to})::float8`;
  const down = writer.let(`trunc(${digits}, ${to})`);
  if (rounding === 'down') return `${down}::float8`;
  // A unit of the last place; numeric has no 1e-100 by rounding, but by reading.
  const unit = `sign(${digits}) * ('1e' || (-${to})::text)::numeric`;
  return `(case when ${down} = ${digits} then ${down} else ${down} + ${unit} end)::float8`;
}

/** `writeNumber` */
export function numberTextSql(writer: SqlWriter, name: SqlName): string {
  const digits = writer.let(digitsOf(name));
  // Of the rounded number: 9.99…e20 may have become 1e21.
  const exponent = writer.let(`case when ${digits} = 0 then 0 else ${exponentOf(digits)} end`);
  const scaled = writer.let(`trim_scale(${digits} * ('1e' || (-${exponent})::text)::numeric)::text`);
  const power = `lpad(abs(${exponent})::text, greatest(2, length(abs(${exponent})::text)), '0')`;
  const scientific = `${scaled} || 'E' || case when ${exponent} < 0 then '-' else '+' end || ${power}`;
  return `case when ${exponent} >= 21 or ${exponent} < -6 then ${scientific} else trim_scale(${digits})::text end`;
}

/** `readNumber`, null for what is none. */
export function readNumberSql(writer: SqlWriter, text: SqlName): string {
  const trimmed = writer.let(`btrim(${text}, ' ')`);
  const shape = '^[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:[.][0-9]*)?(?:[eE][+-]?[0-9]{1,3})?%?$';
  const isNumber = `length(${trimmed}) <= 40 and ${trimmed} ~ '${shape}' and ${trimmed} ~ '^[+-]?[.]?[0-9]'`;
  const written = `regexp_replace(${trimmed}, '[,%]', '', 'g')::numeric`;
  const value = writer.let(`case when ${isNumber} then ${written} end`);
  const isTooSmall = `abs(${value}) < 1e-100`;
  const percent = `case when ${trimmed} like '%\\%' then 100 else 1 end::float8`;
  const read = writer.let(
    `case when abs(${value}) <= 1e100 then case when ${isTooSmall} then 0 else ${value}::float8 / ${percent} end end`,
  );
  return `case when abs(${read}) < 1e-100 then 0 else ${read} end`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `fold` */
export function foldSql(text: string): string {
  return `translate(${text}, '${letters}', '${letters.toLowerCase()}')`;
}

/** A condition as the number that stands for a boolean. */
export function truth(condition: string): string {
  return `(${condition})::int::float8`;
}
