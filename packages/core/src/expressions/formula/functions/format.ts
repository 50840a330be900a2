/** TEXT: a number or a day in a format of one's own. */
import { conversion } from '../conversion.ts';
import { formatMoment, formatMomentSql, readMomentFormat } from '../moment-format.ts';
import { dayMs, isDay, toWall } from '../moments.ts';
import { formatNumber, formatNumberSql, readNumberFormat } from '../number-format.ts';
import type { Operation } from '../plan.ts';
import { conversionSql } from '../sql/conversion.ts';
import { isDaySql, toWallSql } from '../sql/moments.ts';
import { carriedError, sqlTextErrors } from '../sql/writer.ts';
import { asText, formulaErrors, isError, type Scalar, storable } from '../values.ts';
import { type FunctionDefinition, parameter } from './definition.ts';

const asNumber = conversion('mixed', 'number');
const asMoment = conversion('mixed', 'dateTime');

/** A format can only be written out, so that the database is given the finished steps. */
function formatted([written = '']: readonly string[]): Operation | undefined {
  const format = storable(written);
  const moments = readMomentFormat(format);
  if (moments) return ofMoments(moments);
  const numbers = readNumberFormat(format);
  return numbers && ofNumbers(numbers);
}

/** Texts that are no numbers, and true or false, stay as they are, as in Excel. */
function ofNumbers(format: NonNullable<ReturnType<typeof readNumberFormat>>): Operation {
  return {
    evaluate: (context, value) => {
      if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
      const number = value === null ? 0 : (asNumber?.(value as Scalar, context) as Scalar);
      if (typeof number !== 'number') return value as Scalar;
      const text = formatNumber(number, format);
      return typeof text === 'string' ? asText(text) : text;
    },
    sql: (writer, value = '') => {
      const number = writer.let(`coalesce(${conversionSql(writer, value, 'mixed', 'number')}, 0)`);
      const inner = writer.guarded(`${number} < 1e300`);
      const text = formatNumberSql(inner, number, format);
      return `case left(${value}, 1) when 'b' then ${conversionSql(writer, value, 'mixed', 'text')}
        else case when ${number} >= 1e300 then substr(${value}, 2)
          else coalesce(${text}, ${sqlTextErrors.number}) end end`;
    },
  };
}

function ofMoments(format: NonNullable<ReturnType<typeof readMomentFormat>>): Operation {
  return {
    evaluate: (context, value) => {
      if (value === null || value === '') return '';
      if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
      const moment = asMoment?.(value as Scalar, context) as Scalar;
      if (isError(moment)) return typeof value === 'string' ? value : moment;
      const wall = toWall(moment as number, context.timeZone);
      return isDay(Math.floor(wall / dayMs)) ? asText(formatMoment(wall, format)) : formulaErrors.number;
    },
    sql: (writer, value = '') => {
      const moment = writer.let(conversionSql(writer, value, 'mixed', 'dateTime'));
      const wall = writer.guarded(`${moment} < 1e300`).let(toWallSql(writer, moment));
      const inner = writer.guarded(isDaySql(`floor(${wall} / ${dayMs})`));
      const text = formatMomentSql(inner, wall, format);
      return `case when ${value} is null or ${value} = 't' then ''
        when left(${value}, 1) = 'b' then ${conversionSql(writer, value, 'mixed', 'text')}
        when ${moment} >= 1e300 then case when left(${value}, 1) = 't' then substr(${value}, 2)
          else ${carriedError(moment, 'number', 'text')} end
        else coalesce(${text}, ${sqlTextErrors.number}) end`;
    },
  };
}

export const formatFunctions: readonly FunctionDefinition[] = [
  {
    name: 'TEXT',
    alias: '格式化',
    kind: 'plain',
    parameters: [parameter('mixed', ['值', 'value']), parameter('format', ['格式', 'format'])],
    result: 'text',
    help: { zh: '按格式写成文字，如 0.00、yyyy年m月d日', en: 'Text in a format such as 0.00 or yyyy-mm-dd' },
    examples: [
      { formula: 'TEXT(1234.5, "#,##0.00")', result: '1,234.50' },
      { formula: 'TEXT(DATE(2024, 3, 5), "yyyy年m月d日 aaaa")', result: '2024年3月5日 星期二' },
      { formula: 'TEXT(0.256, "0.0%")', result: '25.6%' },
      { formula: 'TEXT(TIME(14, 5, 0), "h:mm")', result: '14:05' },
    ],
    operation: formatted,
  },
];
