/**
 * Working days: Monday to Friday without listed holidays (WORKDAY, NETWORKDAYS, as in Excel), or by the organisation's
 * calendar with its holidays and swap days (ADDWORKDAYS, WORKDAYSBETWEEN).
 */
import type { FormulaContext } from '../conversion.ts';
import { isDay, readDay, weekdayOf } from '../moments.ts';
import { isDaySql } from '../sql/moments.ts';
import { type SqlName, type SqlWriter, sqlErrors } from '../sql/writer.ts';
import { formulaErrors, type Scalar, type Value } from '../values.ts';
import { dateFunction } from './dates.ts';
import { type FunctionDefinition, optional, parameter } from './definition.ts';

/** What differs from the weekdays. */
interface Exceptions {
  readonly resting: ReadonlySet<number>;
  readonly working: ReadonlySet<number>;
}

/** Further days are no plan any more, and would be counted one by one. */
const furthest = 10_000;
const noDays: ReadonlySet<number> = new Set();

function isWorkingDay(day: number, { resting, working }: Exceptions): boolean {
  return weekdayOf(day) <= 5 ? !resting.has(day) : working.has(day);
}

function workdayAfter(start: number, days: number, exceptions: Exceptions): Scalar {
  const count = Math.trunc(days);
  if (Math.abs(count) > furthest) return formulaErrors.number;
  const step = Math.sign(count);
  let day = start;
  for (let left = Math.abs(count); left > 0; ) {
    day += step;
    if (!isDay(day)) return formulaErrors.number;
    if (isWorkingDay(day, exceptions)) left -= 1;
  }
  return day;
}

/** How many days from Monday to Friday there are up to and including a day, from some Monday long ago. */
function weekdaysUpTo(day: number): number {
  const weeks = Math.floor((day + 3) / 7);
  return weeks * 5 + Math.min(day + 3 - weeks * 7 + 1, 5);
}

/** Both ends count; backwards the number is negative. */
function workdaysBetween(from: number, to: number, { resting, working }: Exceptions): Scalar {
  const [low, high] = from <= to ? [from, to] : [to, from];
  let count = weekdaysUpTo(high) - weekdaysUpTo(low - 1);
  for (const day of resting) if (day >= low && day <= high && weekdayOf(day) <= 5) count -= 1;
  for (const day of working) if (day >= low && day <= high && weekdayOf(day) > 5) count += 1;
  return from <= to ? count : -count || 0;
}

const calendars = new WeakMap<FormulaContext['calendar'], Exceptions>();

function exceptionsOf({ calendar }: FormulaContext): Exceptions {
  const known = calendars.get(calendar);
  if (known) return known;
  const days = (isWorking: boolean) =>
    new Set([...calendar].flatMap(([day, works]) => (works === isWorking ? (readDay(day) ?? []) : [])));
  const made = { resting: days(false), working: days(true) };
  calendars.set(calendar, made);
  return made;
}

const listed = (holidays: Value | undefined): Exceptions => ({
  resting: new Set((holidays ?? []) as readonly number[]),
  working: noDays,
});

interface ExceptionsSql {
  readonly resting: SqlName;
  readonly working: SqlName;
}

function exceptionsSql(writer: SqlWriter): ExceptionsSql {
  const { resting, working } = exceptionsOf(writer.context);
  const array = (days: ReadonlySet<number>) => writer.constant(writer.parameter([...days], 'float8[]'));
  return { resting: array(resting), working: array(working) };
}

const listedSql = (writer: SqlWriter, holidays: SqlName | undefined): ExceptionsSql => {
  const none = writer.constant("'{}'::float8[]");
  return { resting: holidays ?? none, working: none };
};

/** 0 is Monday. @param day a whole number */
const placeInWeek = (day: string) => `(${day} + 3 - floor((${day} + 3) / 7) * 7)`;

function workdayAfterSql(
  writer: SqlWriter,
  start: SqlName,
  days: SqlName,
  { resting, working }: ExceptionsSql,
): string {
  const count = writer.let(`case when abs(trunc(${days})) <= ${furthest} then trunc(${days})::int end`);
  // Every five of seven days work, unless they are among the exceptions.
  const last = `(abs(${count}) + cardinality(${resting})) * 7 / 5 + 7`;
  const day = `(${start} + sign(${count}) * g)`;
  const works = `case when ${placeInWeek(day)} < 5 then not ${day} = any(${resting}) else ${day} = any(${working}) end`;
  const found = writer.let(
    `case when ${count} = 0 then ${start} else (select ${day} from generate_series(1, ${last}) as g where ${works}
      order by g offset greatest(0, abs(${count}) - 1) limit 1) end`,
  );
  return `case when ${isDaySql(found)} then ${found} else ${sqlErrors.number} end`;
}

const weekdaysUpToSql = (day: string) => `(floor((${day} + 3) / 7) * 5 + least(${placeInWeek(day)} + 1, 5))`;

function workdaysBetweenSql(
  writer: SqlWriter,
  from: SqlName,
  to: SqlName,
  { resting, working }: ExceptionsSql,
): string {
  const [low, high] = [writer.let(`least(${from}, ${to})`), writer.let(`greatest(${from}, ${to})`)];
  const distinct = (days: SqlName, which: string) =>
    writer.over(days, (day) => ({
      select: `count(distinct ${day})`,
      rest: `where ${day} between ${low} and ${high} and ${placeInWeek(day)} ${which}`,
    }));
  const weekdays = `${weekdaysUpToSql(high)} - ${weekdaysUpToSql(`(${low} - 1)`)}`;
  return `((${weekdays} - ${distinct(resting, '< 5')} + ${distinct(working, '>= 5')})
    * case when ${from} <= ${to} then 1 else -1 end)::float8`;
}

const from = parameter('date', ['开始', 'from']);
const to = parameter('date', ['结束', 'to']);
const days = parameter('number', ['工作日数', 'working days']);
const holidays = parameter('days', ['节假日', 'holidays'], optional);

export const workCalendarFunctions: readonly FunctionDefinition[] = [
  dateFunction(
    [
      'WORKDAY',
      '几个工作日后',
      '几个工作日后的日期，只去掉周末和列出的节假日',
      'The date some working days later, without weekends and the holidays given',
      'WORKDAY("2024-03-15", 3)',
      '2024-03-20',
    ],
    [from, days, holidays],
    'date',
    {
      evaluate: (_, start, count, off) => workdayAfter(start as number, count as number, listed(off)),
      sql: (writer, start = '', count = '', off) => workdayAfterSql(writer, start, count, listedSql(writer, off)),
    },
  ),
  dateFunction(
    [
      'NETWORKDAYS',
      '净工作日',
      '两个日期之间（含两端）的工作日数，只去掉周末和列出的节假日',
      'Working days between two dates, both included, without weekends and the holidays given',
      'NETWORKDAYS("2024-03-15", "2024-03-20")',
      4,
    ],
    [from, to, holidays],
    'number',
    {
      evaluate: (_, start, end, off) => workdaysBetween(start as number, end as number, listed(off)),
      sql: (writer, start = '', end = '', off) => workdaysBetweenSql(writer, start, end, listedSql(writer, off)),
    },
  ),
  dateFunction(
    [
      'ADDWORKDAYS',
      '工作日后',
      '按单位的工作日历，几个工作日后的日期（含调休）',
      "The date some working days later by the organisation's calendar, swap days included",
      'ADDWORKDAYS("2024-04-30", 1)',
      '2024-05-02',
    ],
    [from, days],
    'date',
    {
      evaluate: (context, start, count) => workdayAfter(start as number, count as number, exceptionsOf(context)),
      sql: (writer, start = '', count = '') => workdayAfterSql(writer, start, count, exceptionsSql(writer)),
    },
  ),
  dateFunction(
    [
      'WORKDAYSBETWEEN',
      '工作日数',
      '按单位的工作日历，两个日期之间（含两端）的工作日数',
      "Working days between two dates by the organisation's calendar, both included",
      'WORKDAYSBETWEEN("2024-04-29", "2024-05-05")',
      4,
    ],
    [from, to],
    'number',
    {
      evaluate: (context, start, end) => workdaysBetween(start as number, end as number, exceptionsOf(context)),
      sql: (writer, start = '', end = '') => workdaysBetweenSql(writer, start, end, exceptionsSql(writer)),
    },
  ),
];
