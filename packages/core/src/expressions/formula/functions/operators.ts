/** What the operators do, for each pair of kinds that `check.ts` lets them have. */
import { compareText } from '../../evaluate.ts';
import { conversion, type FormulaContext } from '../conversion.ts';
import { isSameNumber, shortened } from '../decimal.ts';
import { dayMs, isDay } from '../moments.ts';
import type { Operation } from '../plan.ts';
import { foldSql, isSameNumberSql, limited, limitedText, shortenedSql, truth } from '../sql/decimal.ts';
import { mixedKeys } from '../sql/mixed.ts';
import { type SqlName, sqlErrors } from '../sql/writer.ts';
import type { BinaryOperator } from '../syntax.ts';
import { asNumber, asText, type FormulaError, fold, formulaErrors, isTimed, type Scalar } from '../values.ts';

/**
 * A sum of many as one operation, because `a + b − c …` may be a thousand long.
 * @param signs for each operand whether it is added (1) or taken away (−1)
 */
export function sumOf(signs: readonly (1 | -1)[]): Operation {
  const sql: Operation['sql'] = (writer, ...names) => {
    const terms = names.map((name, index) => `${signs[index] === 1 ? '+' : '-'} ${name}`);
    return limited(writer, `0 ${terms.join(' ')}`);
  };
  if (signs.length === 2 && signs[0] === 1) {
    const sign = signs[1] as number;
    return { evaluate: (_, one, other) => asNumber((one as number) + sign * (other as number)), sql };
  }
  return {
    evaluate: (_, ...values) => {
      let sum = 0;
      for (let index = 0; index < signs.length; index++) sum += (signs[index] as number) * (values[index] as number);
      return asNumber(sum);
    },
    sql,
  };
}

export const product: Operation = {
  evaluate: (_, one, other) => asNumber((one as number) * (other as number)),
  sql: (writer, one, other) => limited(writer, `${one} * ${other}`),
};

export const quotient: Operation = {
  evaluate: (_, one, other) =>
    other === 0 ? formulaErrors.divisionByZero : asNumber((one as number) / (other as number)),
  sql: (writer, one, other) =>
    `case when ${other} = 0 then ${sqlErrors.divisionByZero} else ${limited(writer, `${one} / nullif(${other}, 0)`)} end`,
};

/** `a * b / c …` with many factors. @param inverses which of them divide */
export function productOf(inverses: readonly boolean[]): Operation {
  return {
    evaluate: (_, ...values) => {
      let found: number | FormulaError = values[0] as number;
      for (let index = 1; index < values.length; index++) {
        const value = values[index] as number;
        if (inverses[index] && value === 0) return formulaErrors.divisionByZero;
        found = asNumber(inverses[index] ? found / value : found * value);
        if (typeof found !== 'number') return found;
      }
      return found;
    },
    sql: (writer, ...names) => {
      const factors = writer.let(`array[${names.join(', ')}]::float8[]`);
      const divides = writer.constant(`'{${inverses.join(',')}}'::boolean[]`);
      return foldedSql(factors, (total, factor, place) => {
        const step = `case when ${divides}[${place}] then ${total} / nullif(${factor}, 0) else ${total} * ${factor} end`;
        return `case when ${divides}[${place}] and ${factor} = 0 then ${sqlErrors.divisionByZero}
          when abs(${step}) > 1e100 then ${sqlErrors.number} when abs(${step}) < 1e-100 then 0 else ${step} end`;
      });
    },
  };
}

/**
 * A list reckoned through from its first member on, step by step, until there is an error.
 * @param list a name; not empty
 * @param write the next total from the total, a member and its place
 */
export function foldedSql(list: SqlName, write: (total: string, member: string, place: string) => string): string {
  const next = `case when p.total >= 1e300 then p.total else ${write('p.total', `${list}[p.place]`, 'p.place')} end`;
  return `(with recursive p(total, place) as (select ${list}[1], 2 union all
      select ${next}, p.place + 1 from p where p.place <= cardinality(${list}))
    select total from p order by place desc limit 1)`;
}

export const percent: Operation = {
  evaluate: (_, value) => asNumber((value as number) / 100),
  sql: (writer, value) => limited(writer, `${value} / 100`),
};

/**
 * The exponents 2 to 4 by multiplying, which every machine does alike; others to 15 digits, for the last binary digit
 * of a power is not the same everywhere.
 */
export const power: Operation = {
  evaluate: (_, base, exponent) => powerOf(base as number, exponent as number),
  sql: (writer, base, exponent) => {
    const log = writer.let(`${exponent} * ln(nullif(abs(${base}), 0))`);
    const isWhole = `floor(${exponent}) = ${exponent}`;
    const square = writer.let(limited(writer, `${base} * ${base}`));
    const other = writer.let(
      `case when ${log} between -231 and 231 and (${base} > 0 or ${isWhole}) then power(${base}, ${exponent}) end`,
    );
    return `case when ${base} = 0 then case when ${exponent} = 0 then ${sqlErrors.number}
        when ${exponent} < 0 then ${sqlErrors.divisionByZero} else 0 end
      when ${base} < 0 and not ${isWhole} then ${sqlErrors.number}
      when ${log} > 231 then ${sqlErrors.number} when ${log} < -231 then 0
      when ${exponent} = 1 then ${base} when ${exponent} = 2 then ${square}
      when ${exponent} = 3 then ${limited(writer, `${base} * ${base} * ${base}`)}
      when ${exponent} = 4 then case when ${square} > 1e100 then ${sqlErrors.number}
        else ${limited(writer, `case when ${square} <= 1e100 then ${square} * ${square} end`)} end
      else ${limited(writer, shortenedSql(other))} end`;
  },
};

function powerOf(base: number, exponent: number): number | FormulaError {
  if (base === 0) {
    if (exponent === 0) return formulaErrors.number;
    return exponent < 0 ? formulaErrors.divisionByZero : 0;
  }
  if (base < 0 && !Number.isInteger(exponent)) return formulaErrors.number;
  const log = exponent * Math.log(Math.abs(base));
  if (log > 231) return formulaErrors.number;
  if (log < -231) return 0;
  if (exponent === 1) return base;
  const square = asNumber(base * base);
  if (exponent === 2) return square;
  if (exponent === 3) return asNumber(base * base * base);
  if (exponent === 4) return typeof square === 'number' ? asNumber(square * square) : square;
  return asNumber(shortened(base ** exponent));
}

export const joined: Operation = {
  evaluate: (_, ...values) => {
    let text = '';
    for (const value of values) text += value as string;
    return asText(text);
  },
  sql: (writer, ...names) => limitedText(writer, names.join(' || ')),
};

/** Days later; parts of a day do not change a date. */
export const dayLater = (sign: 1 | -1): Operation => ({
  evaluate: (_, date, days) => {
    const later = Math.floor((date as number) + sign * (days as number));
    return isDay(later) ? later : formulaErrors.number;
  },
  sql: (writer, date, days) => inDays(writer.let(`floor(${date} ${sign === 1 ? '+' : '-'} ${days})`)),
});

/** An SQL expression: the day, or #NUM! outside the years 1 to 9999. */
function inDays(name: SqlName): string {
  return `case when ${name} between -719162 and 2932896 then ${name} else ${sqlErrors.number} end`;
}

export const momentLater = (sign: 1 | -1): Operation => ({
  evaluate: (_, moment, days) => {
    const later = (moment as number) + sign * Math.floor((days as number) * dayMs + 0.5);
    return isDay(Math.floor(later / dayMs)) ? later : formulaErrors.number;
  },
  sql: (writer, moment, days) =>
    inMoments(writer.let(`${moment} ${sign === 1 ? '+' : '-'} floor(${days} * ${dayMs} + 0.5)`)),
});

function inMoments(name: SqlName): string {
  return `case when floor(${name} / ${dayMs}) between -719162 and 2932896 then ${name} else ${sqlErrors.number} end`;
}

/** @param unit how much of what the operands count is a day */
export const daysBetween = (unit: number): Operation => ({
  evaluate: (_, one, other) => ((one as number) - (other as number)) / unit,
  sql: (_, one, other) => `((${one} - ${other}) / ${unit})`,
});

export type ComparedKind = 'number' | 'text' | 'boolean' | 'dated' | 'mixed';
export type Comparison = Extract<BinaryOperator, '=' | '<>' | '<' | '<=' | '>' | '>='>;

const answers: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Blank days are equal to each other and neither before nor after anything: no deadline is not an old deadline. */
export function comparison(operator: Comparison, kind: ComparedKind): Operation {
  const answer = answers[operator];
  const order = orders[kind];
  return {
    evaluate: (context, one, other) => {
      const found = order(one as Scalar, other as Scalar, context);
      return found === undefined ? operator === '<>' : answer(found);
    },
    sql: (writer, one = '', other = '') => {
      if (kind === 'text') return truth(`${foldSql(one)} collate "C" ${operator} ${foldSql(other)} collate "C"`);
      if (kind === 'boolean') return truth(`${one} ${operator} ${other}`);
      if (kind === 'number') return truth(numbersCompare(operator, one, other));
      if (kind === 'mixed') {
        const order = mixedKeys(writer, one, other);
        return truth(`case when ${order} is null then ${operator === '<>'} else ${order} ${operator} 0 end`);
      }
      return truth(
        `case when ${one} is null and ${other} is null then ${answer(0)}
          when ${one} is null or ${other} is null then ${operator === '<>'} else ${one} ${operator} ${other} end`,
      );
    },
  };
}

function numbersCompare(operator: Comparison, one: SqlName, other: SqlName): string {
  const isSame = isSameNumberSql(one, other);
  switch (operator) {
    case '=':
      return isSame;
    case '<>':
      return `not ${isSame}`;
    case '<':
    case '>':
      return `${one} ${operator} ${other} and not ${isSame}`;
    default:
      return `${one} ${operator} ${other} or ${isSame}`;
  }
}

type Order = (one: Scalar, other: Scalar, context: FormulaContext) => number | undefined;

function numberOrder(one: number, other: number): number {
  return isSameNumber(one, other) ? 0 : one - other;
}

const orders: Readonly<Record<ComparedKind, Order>> = {
  number: (one, other) => numberOrder(one as number, other as number),
  text: (one, other) => (one === other ? 0 : compareText(fold(one as string), fold(other as string))),
  boolean: (one, other) => Number(one) - Number(other),
  dated: (one, other) => {
    if (one === null || other === null) return one === other ? 0 : undefined;
    return (one as number) - (other as number);
  },
  mixed: mixedOrder,
};

const asCompared = conversion('mixed', 'number');
const rank = (value: Scalar) => (typeof value === 'string' ? 2 : typeof value === 'boolean' ? 3 : 1);

/** Numbers and days before texts before booleans, as in Excel; undefined for a blank beside a day. */
export function mixedOrder(one: Scalar, other: Scalar, context: FormulaContext): number | undefined {
  if (one === null && other === null) return 0;
  if (one === null || other === null) {
    const present = one ?? other;
    if (isTimed(present)) return undefined;
    const blank = typeof present === 'string' ? '' : typeof present === 'boolean' ? false : 0;
    return mixedOrder(one ?? blank, other ?? blank, context);
  }
  const ranks = rank(one) - rank(other);
  if (ranks !== 0) return ranks;
  if (typeof one === 'string') return compareText(fold(one), fold(other as string));
  return numberOrder(asCompared?.(one, context) as number, asCompared?.(other, context) as number);
}
