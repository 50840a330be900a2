/** Reckoning with single numbers. All work on the 15 digits people see, as Excel does. */
import { type Rounding, roundTo, shortened } from '../decimal.ts';
import type { Operation } from '../plan.ts';
import { limited, roundedSql, shortenedSql } from '../sql/decimal.ts';
import { type SqlName, type SqlWriter, sqlErrors } from '../sql/writer.ts';
import { asNumber, formulaErrors } from '../values.ts';
import { type FunctionDefinition, onNumbers, optional, type PlainFunction, parameter } from './definition.ts';
import { power } from './operators.ts';

const number = parameter('number', ['数字', 'number']);
const places = parameter('number', ['小数位数', 'decimals'], optional);
const multiple = parameter('number', ['倍数', 'multiple'], optional);

type Words = Pick<PlainFunction, 'name' | 'alias' | 'help' | 'examples'>;

const placesOf = (value: number | undefined) => Math.max(-100, Math.min(100, Math.trunc(value ?? 0)));

function rounding(words: Words, kind: Rounding): FunctionDefinition {
  return {
    ...words,
    kind: 'plain',
    parameters: [number, places],
    result: 'number',
    operation: {
      evaluate: (_, value, to) => asNumber(roundTo(value as number, placesOf(to as number | undefined), kind)),
      sql: (writer, value = '', to = "'0'::float8") => {
        const whole = writer.let(`greatest(-100, least(100, trunc(${to})))`);
        return limited(writer, roundedSql(writer, value, whole, kind));
      },
    },
  };
}

/** The 15 digits of a quotient, 0 where the divisor is. */
const quotientSql = (writer: SqlWriter, value: SqlName, by: SqlName) => {
  const quotient = writer.let(`coalesce(${value} / nullif(${by}, 0), 0)`);
  return writer.let(shortenedSql(quotient));
};

/** CEILING and FLOOR: away from or towards minus infinity, unless the multiple is negative as well. */
function toMultiple(words: Words, direction: 'ceil' | 'floor'): FunctionDefinition {
  const ofZero = direction === 'ceil' ? 0 : formulaErrors.divisionByZero;
  const operation: Operation = {
    evaluate: (_, value, of = 1) => {
      const [n, step] = [value as number, of as number];
      if (n === 0) return 0;
      if (step === 0) return ofZero;
      if (n > 0 && step < 0) return formulaErrors.number;
      return asNumber(shortened(Math[direction](shortened(n / step)) * step));
    },
    sql: (writer, value = '', of = "'1'::float8") => {
      const steps = `${direction}(${quotientSql(writer, value, of)})`;
      const found = writer.let(`${steps} * ${of}`);
      return `case when ${value} = 0 then 0
        when ${of} = 0 then ${direction === 'ceil' ? '0' : sqlErrors.divisionByZero}
        when ${value} > 0 and ${of} < 0 then ${sqlErrors.number}
        else ${limited(writer, shortenedSql(found))} end`;
    },
  };
  return { ...words, kind: 'plain', parameters: [number, multiple], result: 'number', operation };
}

const round = (name: string, alias: string, zh: string, en: string, formula: string, result: number) =>
  ({ name, alias, help: { zh, en }, examples: [{ formula, result }] }) as const;

export const mathFunctions: readonly FunctionDefinition[] = [
  {
    name: 'ABS',
    alias: '绝对值',
    kind: 'plain',
    parameters: [number],
    result: 'number',
    help: { zh: '去掉负号', en: 'The number without its sign' },
    examples: [{ formula: 'ABS(-3)', result: 3 }],
    operation: { evaluate: onNumbers(Math.abs), sql: (_, value) => `abs(${value})` },
  },
  rounding(round('ROUND', '四舍五入', '四舍五入到几位小数', 'Rounds to decimals', 'ROUND(2.675, 2)', 2.68), 'nearest'),
  rounding(round('ROUNDDOWN', '向下舍入', '舍去后面的小数', 'Rounds towards zero', 'ROUNDDOWN(3.99, 1)', 3.9), 'down'),
  rounding(round('ROUNDUP', '向上舍入', '有小数就进一', 'Rounds away from zero', 'ROUNDUP(3.01, 1)', 3.1), 'up'),
  rounding(round('TRUNC', '截尾', '去掉小数部分', 'Cuts off decimals', 'TRUNC(-8.9)', -8), 'down'),
  toMultiple(
    round('CEILING', '向上取倍数', '向上取到倍数', 'Up to the next multiple', 'CEILING(4.1, 0.5)', 4.5),
    'ceil',
  ),
  toMultiple(round('FLOOR', '向下取倍数', '向下取到倍数', 'Down to a multiple', 'FLOOR(1.58, 0.1)', 1.5), 'floor'),
  {
    name: 'INT',
    alias: '取整',
    kind: 'plain',
    parameters: [number],
    result: 'number',
    help: { zh: '不大于它的最大整数', en: 'The whole number at or below' },
    examples: [{ formula: 'INT(-5.5)', result: -6 }],
    operation: {
      evaluate: onNumbers((value) => Math.floor(shortened(value))),
      sql: (_, value = '') => `floor(${shortenedSql(value)})`,
    },
  },
  {
    name: 'MOD',
    alias: '余数',
    kind: 'plain',
    parameters: [number, parameter('number', ['除数', 'divisor'])],
    result: 'number',
    help: { zh: '相除的余数，正负与除数相同', en: 'The remainder, with the sign of the divisor' },
    examples: [{ formula: 'MOD(-3, 2)', result: 1 }],
    operation: {
      evaluate: onNumbers((value, by) => {
        if (by === 0) return formulaErrors.divisionByZero;
        const rest = value - by * Math.floor(shortened(value / by));
        return Math.abs(rest) < Math.abs(value) * 1e-14 ? 0 : asNumber(rest);
      }),
      sql: (writer, value = '', by = '') => {
        const rest = writer.let(`${value} - ${by} * floor(${quotientSql(writer, value, by)})`);
        return `case when ${by} = 0 then ${sqlErrors.divisionByZero}
          when abs(${rest}) < abs(${value}) * 1e-14 then 0 else ${limited(writer, rest)} end`;
      },
    },
  },
  {
    name: 'MROUND',
    alias: '舍入到倍数',
    kind: 'plain',
    parameters: [number, parameter('number', ['倍数', 'multiple'])],
    result: 'number',
    help: { zh: '取到最接近的倍数', en: 'To the nearest multiple' },
    examples: [{ formula: 'MROUND(10, 3)', result: 9 }],
    operation: {
      evaluate: onNumbers((value, of) => {
        if (value === 0 || of === 0) return 0;
        if (value > 0 !== of > 0) return formulaErrors.number;
        return asNumber(shortened(roundTo(value / of, 0, 'nearest') * of));
      }),
      sql: (writer, value = '', of = '') => {
        const steps = `round(${quotientSql(writer, value, of)}::text::numeric)::float8`;
        const found = writer.let(`${steps} * ${of}`);
        return `case when ${value} = 0 or ${of} = 0 then 0 when (${value} > 0) <> (${of} > 0) then ${sqlErrors.number}
          else ${limited(writer, shortenedSql(found))} end`;
      },
    },
  },
  {
    name: 'POWER',
    alias: '乘方',
    kind: 'plain',
    parameters: [number, parameter('number', ['指数', 'exponent'])],
    result: 'number',
    help: { zh: '几次方，和 ^ 相同', en: 'To a power, like ^' },
    examples: [{ formula: 'POWER(5, 2)', result: 25 }],
    operation: power,
  },
  {
    name: 'SQRT',
    alias: '平方根',
    kind: 'plain',
    parameters: [number],
    result: 'number',
    help: { zh: '平方根，负数没有平方根', en: 'The square root; a negative number has none' },
    examples: [
      { formula: 'SQRT(4)', result: 2 },
      { formula: 'SQRT(-1)', result: '#NUM!' },
    ],
    operation: {
      evaluate: onNumbers((value) => (value < 0 ? formulaErrors.number : Math.sqrt(value))),
      sql: (_, value) => `case when ${value} < 0 then ${sqlErrors.number} else sqrt(abs(${value})) end`,
    },
  },
];
