/** Summing up single values and lists. Blanks do not count. */
import type { Operation } from '../plan.ts';
import { limited } from '../sql/decimal.ts';
import { type SqlWriter, sqlErrors } from '../sql/writer.ts';
import { asNumber, formulaErrors, isError, type Scalar } from '../values.ts';
import { type FunctionDefinition, type ParameterKind, type PlainFunction, parameter, repeats } from './definition.ts';
import { foldedSql } from './operators.ts';

type Words = readonly [name: string, alias: string, zh: string, en: string, formula: string, result: number];

function summary(
  [name, alias, zh, en, formula, result]: Words,
  kind: ParameterKind,
  operation: Operation,
): PlainFunction {
  return {
    name,
    alias,
    kind: 'plain',
    parameters: [parameter(kind, ['值', 'value'], repeats)],
    result: kind === 'ordered' ? 'argument' : 'number',
    help: { zh, en },
    examples: [{ formula, result }],
    operation,
  };
}

const counting = (words: Words, kind: ParameterKind, operation: Operation): PlainFunction => ({
  ...summary(words, kind, operation),
  result: 'number',
});

const onList =
  (work: (values: readonly number[]) => Scalar): Operation['evaluate'] =>
  (_, values) =>
    work(values as readonly number[]);

/** An aggregate over the list, in its order, for sums of fractions depend on it. */
const aggregate = (writer: SqlWriter, values: string, write: (value: string, place: string) => string) =>
  writer.over(values, (value, place) => ({ select: write(value, place) }));

const totalOf = (values: readonly number[]) => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Multiplied step by step with every step limited; SQL walks the list in the same way. */
function productOf(values: readonly number[]): Scalar {
  let found: Scalar = values.length === 0 ? 0 : 1;
  for (const value of values) {
    found = asNumber(found * value);
    if (typeof found !== 'number') return found;
  }
  return found;
}

function productSql(writer: SqlWriter, values: string): string {
  const list = writer.let(`array[1]::float8[] || ${values}`);
  const product = foldedSql(list, (total, value) => {
    const step = `${total} * ${value}`;
    return `case when abs(${step}) > 1e100 then ${sqlErrors.number} when abs(${step}) < 1e-100 then 0 else ${step} end`;
  });
  return `case when cardinality(${values}) = 0 then 0 else ${product} end`;
}

function medianOf(values: readonly number[]): Scalar {
  if (values.length === 0) return formulaErrors.number;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : asNumber(((sorted[middle - 1] as number) + upper) / 2);
}

/** SMALL and LARGE. */
function atPlace([name, alias, zh, en, formula, result]: Words, direction: 1 | -1): PlainFunction {
  return {
    name,
    alias,
    kind: 'plain',
    parameters: [parameter('numberList', ['一列', 'list']), parameter('number', ['第几', 'place'])],
    result: 'number',
    help: { zh, en },
    examples: [{ formula, result }],
    operation: {
      evaluate: (_, list, place) => {
        const values = list as readonly number[];
        const at = Math.ceil(place as number);
        if (at < 1 || at > values.length) return formulaErrors.number;
        return [...values].sort((one, other) => direction * (one - other))[at - 1] as number;
      },
      sql: (writer, list = '', place = '') => {
        const at = writer.let(`ceil(${place})`);
        const order = direction === 1 ? 'asc' : 'desc';
        const sorted = writer.let(aggregate(writer, list, (value) => `array_agg(${value} order by ${value} ${order})`));
        return `case when ${at} between 1 and coalesce(cardinality(${sorted}), 0) then ${sorted}[${at}::int]
          else ${sqlErrors.number} end`;
      },
    },
  };
}

const isCounted = (value: Scalar) => value !== null && !isError(value);

export const statisticsFunctions: readonly FunctionDefinition[] = [
  summary(['SUM', '求和', '各值之和', 'The sum', 'SUM(1, 2, 3.5)', 6.5], 'numbers', {
    evaluate: onList((values) => asNumber(totalOf(values))),
    sql: (writer, values = '') =>
      limited(
        writer,
        aggregate(writer, values, (value, place) => `coalesce(sum(${value} order by ${place}), 0)`),
      ),
  }),
  summary(['PRODUCT', '乘积', '各值相乘', 'All values multiplied', 'PRODUCT(2, 3, 4)', 24], 'numbers', {
    evaluate: onList(productOf),
    sql: (writer, values = '') => productSql(writer, values),
  }),
  summary(['AVERAGE', '平均值', '各值的平均', 'The mean', 'AVERAGE(80, 90, 100)', 90], 'numbers', {
    evaluate: onList((values) =>
      values.length === 0 ? formulaErrors.divisionByZero : asNumber(totalOf(values) / values.length),
    ),
    sql: (writer, values = '') => {
      const mean = aggregate(writer, values, (value, place) => `sum(${value} order by ${place}) / nullif(count(*), 0)`);
      const found = writer.let(mean);
      return `case when ${found} is null then ${sqlErrors.divisionByZero} else ${limited(writer, found)} end`;
    },
  }),
  summary(
    [
      'MAX',
      '最大值',
      '最大的值或最晚的日期；全空时数字得 0，日期得空',
      'The greatest or latest; of nothing 0 for numbers, blank for dates',
      'MAX(3, 9, 5)',
      9,
    ],
    'ordered',
    {
      mayBeBlank: true,
      evaluate: onList((values) => extreme(values, Math.max)),
      sql: (writer, values = '') => aggregate(writer, values, (value) => `max(${value})`),
    },
  ),
  summary(
    [
      'MIN',
      '最小值',
      '最小的值或最早的日期；全空时数字得 0，日期得空',
      'The least or earliest; of nothing 0 for numbers, blank for dates',
      'MIN(3, 9, 5)',
      3,
    ],
    'ordered',
    {
      mayBeBlank: true,
      evaluate: onList((values) => extreme(values, Math.min)),
      sql: (writer, values = '') => aggregate(writer, values, (value) => `min(${value})`),
    },
  ),
  summary(['MEDIAN', '中位数', '排序后居中的值', 'The middle value', 'MEDIAN(1, 5, 2)', 2], 'numbers', {
    evaluate: onList(medianOf),
    sql: (writer, values = '') => {
      const sorted = writer.let(aggregate(writer, values, (value) => `array_agg(${value} order by ${value})`));
      const count = `coalesce(cardinality(${sorted}), 0)`;
      const upper = `${sorted}[${count} / 2 + 1]`;
      return `case when ${count} = 0 then ${sqlErrors.number} when ${count} % 2 = 1 then ${upper}
        else ${limited(writer, `(${sorted}[${count} / 2] + ${upper}) / 2`)} end`;
    },
  }),
  counting(['COUNT', '计数', '数字的个数', 'How many numbers', 'COUNT(3, "无", 5)', 2], 'ordered', {
    seesErrors: true,
    evaluate: (_, values) => (values as readonly Scalar[]).filter(isCounted).length,
    sql: (writer, values = '') =>
      aggregate(writer, values, (value) => `count(*) filter (where ${value} < 1e300)::float8`),
  }),
  counting(['COUNTA', '非空计数', '不是空的个数', 'How many are not blank', 'COUNTA("甲", 空, 3)', 2], 'values', {
    seesErrors: true,
    evaluate: (_, values) => (values as readonly Scalar[]).filter((value) => value !== null).length,
    sql: (writer, values = '') => aggregate(writer, values, (value) => `count(${value})::float8`),
  }),
  counting(['COUNTBLANK', '空值计数', '空的个数', 'How many are blank', 'COUNTBLANK("甲", 空, "")', 2], 'values', {
    seesErrors: true,
    evaluate: (_, values) => (values as readonly Scalar[]).filter((value) => value === null || value === '').length,
    sql: (writer, values = '') =>
      aggregate(writer, values, (value) => `count(*) filter (where ${value} is null or ${value} = 't')::float8`),
  }),
  atPlace(['SMALL', '第几小', '从小到大的第几个', 'The n-th smallest', 'SMALL(3.4, 1)', 3.4], 1),
  atPlace(['LARGE', '第几大', '从大到小的第几个', 'The n-th largest', 'LARGE(8, 1)', 8], -1),
];

/** Of nothing there is none; the checker turns that into 0 where these are numbers. */
function extreme(values: readonly number[], choose: (...values: number[]) => number): Scalar {
  let found: number | null = null;
  for (const value of values) found = found === null ? value : choose(found, value);
  return found;
}
