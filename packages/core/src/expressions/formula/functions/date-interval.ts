/** DATEDIF: full years, months and days from one day to another. */
import { civilOf, dayOf, daysInMonth } from '../moments.ts';
import type { Operation } from '../plan.ts';
import { dateOf, daysOfDate } from '../sql/moments.ts';
import { type SqlWriter, sqlErrors } from '../sql/writer.ts';
import { formulaErrors, type Scalar } from '../values.ts';
import { dateFunction } from './dates.ts';
import { type FunctionDefinition, onNumbers, parameter } from './definition.ts';

export const dateInterval: FunctionDefinition = {
  ...dateFunction(
    [
      'DATEDIF',
      '日期间隔',
      '满几年（Y）、几月（M）、几天（D），或去掉整年整月后的零头（YM、MD、YD）',
      'Full years (Y), months (M), days (D), or what is left over (YM, MD, YD)',
      'DATEDIF("2020-03-20", "2024-03-15", "Y")',
      3,
    ],
    [
      parameter('date', ['开始', 'start']),
      parameter('date', ['结束', 'end']),
      parameter('format', ['单位', 'unit'], { choices: ['Y', 'M', 'D', 'YM', 'MD', 'YD'] }),
    ],
    'number',
    ([unit = '']) => interval(unit.toUpperCase()),
  ),
  examples: [
    { formula: 'DATEDIF("2020-03-20", "2024-03-15", "Y")', result: 3 },
    { formula: 'DATEDIF("2020-03-20", "2024-03-15", "MD")', result: 24 },
  ],
};

/** Full months from one day to another. */
function fullMonths(start: number, end: number): number {
  const [from, to] = [civilOf(start), civilOf(end)];
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
}

function movedBy(start: number, months: number): number {
  const { year, month, day } = civilOf(start);
  const first = dayOf(year, month + months, 1);
  const { year: y, month: m } = civilOf(first);
  return dayOf(y, m, Math.min(day, daysInMonth(y, m)));
}

function fullMonthsSql(writer: SqlWriter, start: string, end: string): string {
  const of = (field: string, day: string) => `extract(${field} from ${dateOf(day)})::int`;
  return writer.let(
    `(${of('year', end)} - ${of('year', start)}) * 12 + ${of('month', end)} - ${of('month', start)}
      - case when ${of('day', end)} < ${of('day', start)} then 1 else 0 end`,
  );
}

function interval(unit: string): Operation | undefined {
  const movedSql = (start: string, months: string) =>
    daysOfDate(`(${dateOf(start)} + make_interval(months => ${months}))::date`);
  const units: Readonly<
    Record<
      string,
      readonly [(start: number, end: number) => Scalar, (start: string, end: string, months: string) => string]
    >
  > = {
    D: [(start, end) => end - start, (start, end) => `${end} - ${start}`],
    M: [fullMonths, (_start, _end, months) => `${months}`],
    Y: [(start, end) => Math.floor(fullMonths(start, end) / 12), (_start, _end, months) => `${months} / 12`],
    YM: [(start, end) => fullMonths(start, end) % 12, (_start, _end, months) => `${months} % 12`],
    MD: [
      (start, end) => end - movedBy(start, fullMonths(start, end)),
      (start, end, months) => `${end} - ${movedSql(start, months)}`,
    ],
    YD: [
      (start, end) => end - movedBy(start, Math.floor(fullMonths(start, end) / 12) * 12),
      (start, end, months) => `${end} - ${movedSql(start, `${months} / 12 * 12`)}`,
    ],
  };
  const found = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (!found) return undefined;
  const [evaluate, sql] = found;
  return {
    evaluate: onNumbers((start, end) => (start > end ? formulaErrors.number : evaluate(start, end))),
    sql: (writer, start = '', end = '') => {
      const inner = writer.guarded(`${start} <= ${end}`);
      const found = inner.let(`(${sql(start, end, fullMonthsSql(inner, start, end))})::float8`);
      return `coalesce(${found}, ${sqlErrors.number})`;
    },
  };
}
