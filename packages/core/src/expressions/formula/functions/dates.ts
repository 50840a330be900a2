/** Days, moments and times. Without a day there is nothing to say: a blank one makes the result blank. */
import { civilOf, dayOf, daysInMonth, isDay, readDay, weekdayOf } from '../moments.ts';
import type { Operation } from '../plan.ts';
import { dateOf, dayOfSql, daysOfDate, isDaySql, weekdaySql } from '../sql/moments.ts';
import { sqlErrors } from '../sql/writer.ts';
import { formulaErrors } from '../values.ts';
import {
  type FunctionDefinition,
  onNumbers,
  optional,
  type Parameter,
  type PlainFunction,
  parameter,
} from './definition.ts';

const date = parameter('date', ['日期', 'date']);
const months = parameter('number', ['月数', 'months']);

type Words = readonly [name: string, alias: string, zh: string, en: string, ...example: [string, string | number]];

export function dateFunction(
  [name, alias, zh, en, formula, result]: Words,
  parameters: readonly Parameter[],
  kind: PlainFunction['result'],
  operation: PlainFunction['operation'],
): PlainFunction {
  return {
    name,
    alias,
    kind: 'plain',
    parameters,
    result: kind,
    help: { zh, en },
    examples: [{ formula, result }],
    operation,
  };
}

const part = (words: Words, read: (day: number) => number, field: string) =>
  dateFunction(words, [date], 'number', {
    evaluate: onNumbers(read),
    sql: (_, day = '') => `extract(${field} from ${dateOf(day)})::float8`,
  });

const clockPart = (words: Words, unit: number, of: number) =>
  dateFunction(words, [parameter('time', ['时间', 'time'])], 'number', {
    evaluate: onNumbers((seconds) => Math.floor(seconds / unit) % of),
    sql: (_, seconds) => `mod(floor(${seconds} / ${unit})::numeric, ${of})::float8`,
  });

/** The last day of the month some months later, or the same day of it (the last one when there is none). */
const monthsLater = (words: Words, isEnd: boolean) =>
  dateFunction(words, [date, months], 'date', {
    evaluate: onNumbers((day, later) => {
      const { year, month, day: of } = civilOf(day);
      const at = year * 12 + month - 1 + Math.trunc(later);
      if (!(at >= 12 && at <= 119_999)) return formulaErrors.number;
      const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
      const last = daysInMonth(y, m);
      return dayOf(y, m, isEnd ? last : Math.min(of, last));
    }),
    sql: (writer, day = '', later = '') => {
      const month = writer.let(
        `extract(year from ${dateOf(day)})::float8 * 12 + extract(month from ${dateOf(day)})::float8 - 1 + trunc(${later})`,
      );
      const inner = writer.guarded(`${month} between 12 and 119999`);
      const moved = `(${dateOf(day)} + make_interval(months => trunc(${later})::int))`;
      const end = `(date_trunc('month', ${moved}) + interval '1 month - 1 day')`;
      const found = inner.let(daysOfDate(`(${isEnd ? end : moved})::date`));
      return `coalesce(${found}, ${sqlErrors.number})`;
    },
  });

const sound = 1e7;
const isSound = (...numbers: readonly number[]) => numbers.every((number) => Math.abs(number) <= sound);

/** Which weekday begins the week, 1 Monday to 7 Sunday, by Excel's number of the way of counting; 0 for none. */
function firstOfWeek(way: number): number {
  if (way === 1) return 7;
  if (way === 2) return 1;
  return way >= 11 && way <= 17 ? way - 10 : 0;
}

const firstOfWeekSql = (way: string) =>
  `case ${way} when 1 then 7 when 2 then 1 else case when ${way} between 11 and 17 then ${way} - 10 else 0 end end`;

const way = (zh: string, en: string) => parameter('number', [zh, en], optional);

const weekday: Operation = {
  evaluate: (_, day, kind = 1) => {
    const [of, how] = [weekdayOf(day as number), Math.trunc(kind as number)];
    if (how === 3) return of - 1;
    const first = firstOfWeek(how);
    return first === 0 ? formulaErrors.number : ((of - first + 7) % 7) + 1;
  },
  sql: (writer, day = '', kind = "'1'::float8") => {
    const how = writer.let(`trunc(${kind})`);
    const first = writer.let(firstOfWeekSql(how));
    const of = weekdaySql(day);
    return `case when ${how} = 3 then ${of} - 1 when ${first} = 0 then ${sqlErrors.number}
      else mod((${of} - ${first} + 7)::numeric, 7)::float8 + 1 end`;
  },
};

const weekNumber: Operation = {
  evaluate: (_, day, kind = 1) => {
    const [of, how] = [day as number, Math.trunc(kind as number)];
    if (how === 21) {
      // ISO 8601: the week of the year in which its Thursday lies.
      const thursday = of - weekdayOf(of) + 4;
      return Math.floor((thursday - dayOf(civilOf(thursday).year, 1, 1)) / 7) + 1;
    }
    const first = firstOfWeek(how);
    if (first === 0) return formulaErrors.number;
    const newYear = dayOf(civilOf(of).year, 1, 1);
    return Math.floor((of - newYear + ((weekdayOf(newYear) - first + 7) % 7)) / 7) + 1;
  },
  sql: (writer, day = '', kind = "'1'::float8") => {
    const how = writer.let(`trunc(${kind})`);
    const first = writer.let(firstOfWeekSql(how));
    const newYear = writer.let(daysOfDate(`date_trunc('year', ${dateOf(day)}::timestamp)::date`));
    const before = `mod((${weekdaySql(newYear)} - ${first} + 7)::numeric, 7)::float8`;
    return `case when ${how} = 21 then extract(week from ${dateOf(day)})::float8
      when ${first} = 0 then ${sqlErrors.number} else floor((${day} - ${newYear} + ${before}) / 7) + 1 end`;
  },
};

/** A list of a million records is evaluated with one today; reading it each time took two thirds of the time. */
function remembered(read: (text: string) => number | undefined): (text: string) => number | undefined {
  let last: { readonly text: string; readonly value: number | undefined } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) };
    return last.value;
  };
}
const dayRead = remembered(readDay);
const momentRead = remembered(Date.parse);

export const dateFunctions: readonly FunctionDefinition[] = [
  dateFunction(['TODAY', '今天', '今天的日期', 'The date of today', 'TODAY()', '2024-03-15'], [], 'date', {
    evaluate: ({ today }) => dayRead(today) ?? formulaErrors.value,
    sql: (writer) => writer.constant(writer.parameter(readDay(writer.context.today) ?? null, 'float8')),
  }),
  dateFunction(
    ['NOW', '现在', '现在的日期和时间', 'This moment', 'NOW()', '2024-03-15T06:32:10.123Z'],
    [],
    'dateTime',
    {
      evaluate: ({ now }) => momentRead(now) ?? formulaErrors.value,
      sql: (writer) => writer.constant(writer.parameter(Date.parse(writer.context.now), 'float8')),
    },
  ),
  dateFunction(
    ['DATE', '组成日期', '由年、月、日组成日期', 'A date from year, month and day', 'DATE(2024, 2, 30)', '2024-03-01'],
    [parameter('number', ['年', 'year']), parameter('number', ['月', 'month']), parameter('number', ['日', 'day'])],
    'date',
    {
      evaluate: onNumbers((...parts) => {
        const [year = 0, month = 0, day = 0] = parts.map(Math.trunc);
        if (!isSound(year, month, day) || year < 0) return formulaErrors.number;
        // Years of two digits, as in Excel.
        const at = (year < 1900 ? year + 1900 : year) * 12 + month - 1;
        if (at < 12 || at > 119_999) return formulaErrors.number;
        const found = dayOf(0, at + 1, day);
        return isDay(found) ? found : formulaErrors.number;
      }),
      sql: (writer, ...parts) => {
        const [year, month, day] = parts.map((name) => writer.let(`trunc(${name})`));
        const bounds = [year, month, day].map((name) => `abs(${name}) <= ${sound}`).join(' and ');
        const inner = writer.guarded(`${bounds} and ${year} >= 0`);
        const full = inner.let(`case when ${year} < 1900 then ${year} + 1900 else ${year} end`);
        const found = inner.let(dayOfSql(inner, full, month ?? '', day ?? ''));
        return `case when ${isDaySql(found)} then ${found} else ${sqlErrors.number} end`;
      },
    },
  ),
  dateFunction(
    ['TIME', '组成时间', '由时、分、秒组成时间', 'A time from hours, minutes and seconds', 'TIME(14, 30, 0)', '14:30'],
    [
      parameter('number', ['时', 'hours']),
      parameter('number', ['分', 'minutes']),
      parameter('number', ['秒', 'seconds']),
    ],
    'time',
    {
      evaluate: onNumbers((...parts) => {
        const [hours = 0, minutes = 0, seconds = 0] = parts.map(Math.trunc);
        const all = hours * 3600 + minutes * 60 + seconds;
        // As in SQL, for which a remainder keeps no sign of zero.
        return isSound(hours, minutes, seconds) && all >= 0
          ? all - Math.floor(all / 86_400) * 86_400
          : formulaErrors.number;
      }),
      sql: (writer, ...parts) => {
        const [hours, minutes, seconds] = parts.map((name) => writer.let(`trunc(${name})`));
        const bounds = [hours, minutes, seconds].map((name) => `abs(${name}) <= ${sound}`).join(' and ');
        const all = writer.let(`case when ${bounds} then ${hours} * 3600 + ${minutes} * 60 + ${seconds} end`);
        return `case when ${all} >= 0 then ${all} - floor(${all} / 86400) * 86400 else ${sqlErrors.number} end`;
      },
    },
  ),
  part(
    ['YEAR', '年', '日期的年份', 'The year of a date', 'YEAR("2024-03-15")', 2024],
    (day) => civilOf(day).year,
    'year',
  ),
  part(
    ['MONTH', '月', '日期的月份', 'The month of a date', 'MONTH("2024-03-15")', 3],
    (day) => civilOf(day).month,
    'month',
  ),
  part(['DAY', '日', '日期是几号', 'The day of the month', 'DAY("2024-03-15")', 15], (day) => civilOf(day).day, 'day'),
  clockPart(['HOUR', '小时', '时间的小时', 'The hour of a time', 'HOUR("14:30")', 14], 3600, 24),
  clockPart(['MINUTE', '分钟', '时间的分钟', 'The minute of a time', 'MINUTE("14:30")', 30], 60, 60),
  clockPart(['SECOND', '秒', '时间的秒', 'The second of a time', 'SECOND("14:30:05")', 5], 1, 60),
  dateFunction(
    [
      'WEEKDAY',
      '星期几',
      '星期几；计法 2 时星期一为 1',
      'The day of the week; with 2 Monday is 1',
      'WEEKDAY("2024-03-15", 2)',
      5,
    ],
    [date, way('计法', 'counting')],
    'number',
    weekday,
  ),
  dateFunction(
    [
      'WEEKNUM',
      '第几周',
      '一年中的第几周；计法 21 为国际标准周',
      'The week of the year; 21 counts as ISO 8601 does',
      'WEEKNUM("2024-03-15", 21)',
      11,
    ],
    [date, way('计法', 'counting')],
    'number',
    weekNumber,
  ),
  monthsLater(
    ['EDATE', '几月后', '几个月后的同一天', 'The same day months later', 'EDATE("2024-01-31", 1)', '2024-02-29'],
    false,
  ),
  monthsLater(
    ['EOMONTH', '月末', '几个月后的月末', 'The end of a month', 'EOMONTH("2024-01-15", 1)', '2024-02-29'],
    true,
  ),
  dateFunction(
    ['DAYS', '相差天数', '两个日期相差的天数', 'Days from one date to another', 'DAYS("2024-03-15", "2024-03-01")', 14],
    [parameter('date', ['结束', 'end']), parameter('date', ['开始', 'start'])],
    'number',
    { evaluate: onNumbers((end, start) => end - start), sql: (_, end, start) => `(${end} - ${start})` },
  ),
];
