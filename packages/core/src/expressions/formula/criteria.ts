/**
 * Criteria of COUNTIF and the like, as in Excel: `">5"`, `"<>重大"`, `"消防*"`, `5`. A criterion that reads as a number or
 * a day is compared with numbers and days only, one that does not with texts only; `"="` finds blanks, `"<>"` all others.
 * One of more than 255 characters, which Excel refuses, finds nothing.
 */
import { compareText } from '../evaluate.ts';
import { conversion, type FormulaContext, readMoment } from './conversion.ts';
import { isSameNumber, readNumber } from './decimal.ts';
import { serialOf } from './moments.ts';
import { conversionSql } from './sql/conversion.ts';
import { foldSql, isSameNumberSql, readNumberSql } from './sql/decimal.ts';
import { readMomentSql } from './sql/moments.ts';
import type { SqlName, SqlWriter } from './sql/writer.ts';
import { fold, isTimed, lengthOf, type Scalar } from './values.ts';
import { likePattern, matcher, patternLimit } from './wildcards.ts';

type Test = (member: Scalar) => boolean;

const asNumber = conversion('mixed', 'number');
const operatorShape = /^(?:>=|<=|<>|>|<|=)/;

/** @param criterion not an error */
export function criterionOf(criterion: Scalar, context: FormulaContext): Test {
  const isText = typeof criterion === 'string' || criterion === null;
  const written = isText ? (criterion ?? '') : '';
  if (lengthOf(written) > patternLimit) return () => false;
  const found = operatorShape.exec(written)?.[0];
  const operator = found ?? '=';
  const rest = written.slice(found?.length ?? 0);
  if (isText && rest === '') return ordered(operator, (member) => (member === null || member === '' ? 0 : undefined));
  const truth = isText ? { true: true, false: false }[fold(rest)] : criterion;
  if (typeof truth === 'boolean') return ordered(operator, (member) => (member === truth ? 0 : undefined));
  const number = isText ? readSerial(rest) : (asNumber?.(criterion, context) as number);
  if (number !== undefined)
    return ordered(operator, (member) => {
      if (typeof member !== 'number' && !isTimed(member)) return undefined;
      const value = asNumber?.(member, context) as number;
      return isSameNumber(value, number) ? 0 : value - number;
    });
  if (operator === '=' || operator === '<>') {
    const matches = matcher(rest);
    return ordered(operator, (member) => (typeof member === 'string' && matches(member) ? 0 : undefined));
  }
  const wanted = fold(rest);
  return ordered(operator, (member) => (typeof member === 'string' ? compareText(fold(member), wanted) : undefined));
}

/** @param order of the member to the criterion, undefined when they do not compare */
function ordered(operator: string, order: (member: Scalar) => number | undefined): Test {
  return (member) => {
    const found = order(member);
    if (found === undefined) return operator === '<>';
    if (found === 0) return operator === '=' || operator === '<=' || operator === '>=';
    return operator === '<>' || operator[0] === (found < 0 ? '<' : '>');
  };
}

/** A number, or a day as the number that stands for it. */
function readSerial(text: string): number | undefined {
  const moment = readMoment(text);
  if (moment?.days !== undefined) return serialOf(moment.days) + (moment.seconds ?? 0) / 86_400;
  return readNumber(text);
}

/** An SQL condition over one member, prepared once. */
export function criterionSql(writer: SqlWriter, criterion: SqlName): (member: SqlName, inner: SqlWriter) => string {
  const written = writer.let(
    `case when coalesce(left(${criterion}, 1), 't') = 't' then coalesce(substr(${criterion}, 2), '') end`,
  );
  const found = writer.let(`substring(${written} from '^(?:>=|<=|<>|>|<|=)')`);
  const operator = writer.let(`coalesce(${found}, '=')`);
  const rest = writer.let(`substr(${written}, coalesce(length(${found}), 0) + 1)`);
  const folded = writer.let(foldSql(rest));
  const truth = writer.let(
    `case when ${folded} = 'true' then 'b1' when ${folded} = 'false' then 'b0' when left(${criterion}, 1) = 'b' then ${criterion} end`,
  );
  const { days, seconds } = readMomentSql(writer, rest);
  const plain = writer.let(`case when left(${criterion}, 1) in ('n', 'd', 'm', 'c') then ${criterion} end`);
  const converted = writer.let(conversionSql(writer, plain, 'mixed', 'number'));
  const serial = writer.let(conversionSql(writer, days, 'date', 'number'));
  const read = writer.let(readNumberSql(writer, rest));
  const number = writer.let(`coalesce(${converted}, ${serial} + ${seconds} / 86400, ${read})`);
  const pattern = writer.let(likePattern(folded));
  return (member, inner) => {
    const isNumber = `left(${member}, 1) in ('n', 'd', 'm', 'c')`;
    const part = inner.let(`case when ${isNumber} then ${member} end`);
    const value = inner.let(conversionSql(inner, part, 'mixed', 'number'));
    const text = inner.let(`case when left(${member}, 1) = 't' then ${foldSql(`substr(${member}, 2)`)} end`);
    const texts = `case when ${operator} in ('=', '<>') then case when ${text} like ${pattern} then 0 end
      when ${text} is null then null when ${text} = ${folded} then 0
      when ${text} collate "C" < ${folded} collate "C" then -1 else 1 end`;
    const order = inner.let(
      `case when ${rest} = '' then case when ${member} is null or ${member} = 't' then 0 end
        when ${truth} is not null then case when ${member} = ${truth} then 0 end
        when ${number} is not null then case when ${value} is null then null
          when ${isSameNumberSql(value, number)} then 0 when ${value} < ${number} then -1 else 1 end
        else ${texts} end`,
    );
    return `(coalesce(length(${written}), 0) <= ${patternLimit} and case when ${order} is null then ${operator} = '<>' when ${order} = 0 then ${operator} in ('=', '<=', '>=')
      else ${operator} = '<>' or left(${operator}, 1) = case when ${order} < 0 then '<' else '>' end end)`;
  };
}
