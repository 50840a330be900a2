/** Columns of subforms and multiple choices: counting and summing what fits a criterion. */

import type { FormulaContext } from '../conversion.ts';
import { criterionOf, criterionSql } from '../criteria.ts';
import type { Operation } from '../plan.ts';
import { limited, truth } from '../sql/decimal.ts';
import { mixedKeys } from '../sql/mixed.ts';
import { type SqlName, type SqlWriter, sqlErrors } from '../sql/writer.ts';
import { asNumber, formulaErrors, type Scalar, type Value } from '../values.ts';
import { type FunctionDefinition, optional, parameter } from './definition.ts';
import { mixedOrder } from './operators.ts';

const list = parameter('list', ['一列', 'list']);
const criterion = parameter('mixed', ['条件', 'criterion']);
const summed = parameter('list', ['要汇总的一列', 'list to sum'], optional);

/** The numbers beside the members that fit. */
function fitting(context: FormulaContext, members: Value, wanted: Scalar, beside: Value | undefined): number[] {
  const fits = criterionOf(wanted, context);
  const values = (beside ?? members) as readonly Scalar[];
  return (members as readonly Scalar[]).flatMap((member, index) => {
    const value = values[index];
    return typeof value === 'number' && fits(member) ? [value] : [];
  });
}

/** An aggregate over those numbers; `write` gets the name of the number, null where there is none. */
function fittingSql(
  writer: SqlWriter,
  members: SqlName,
  wanted: SqlName,
  beside: SqlName | undefined,
  write: (value: SqlName, place: SqlName) => string,
): string {
  const fits = criterionSql(writer, wanted);
  const values = beside ?? members;
  return writer.over(members, (member, place, inner) => {
    const cell = `${values}[${place}]`;
    const number = `case when left(${cell}, 1) = 'n' then substr(${cell}, 2)::float8 end`;
    const value = inner.let(`case when ${inner.let(fits(member, inner))} then ${number} end`);
    return { select: write(value, place) };
  });
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const countIf: Operation = {
  evaluate: (context, members, wanted) =>
    (members as readonly Scalar[]).filter(criterionOf(wanted as Scalar, context)).length,
  sql: (writer, members = '', wanted = '') => {
    const fits = criterionSql(writer, wanted);
    return writer.over(members, (member, _place, inner) => ({
      select: `count(*) filter (where ${inner.let(fits(member, inner))})::float8`,
    }));
  },
};

export const listFunctions: readonly FunctionDefinition[] = [
  {
    name: 'COUNTIF',
    alias: '条件计数',
    kind: 'plain',
    parameters: [list, criterion],
    result: 'number',
    help: {
      zh: '一列中符合条件的个数，条件如 ">5"、"重大"、"消防*"',
      en: 'How many of a list fit a criterion such as ">5" or "fire*"',
    },
    examples: [{ formula: 'COUNTIF(检查项.扣分, ">2")', result: 2 }],
    operation: countIf,
  },
  {
    name: 'SUMIF',
    alias: '条件求和',
    kind: 'plain',
    parameters: [list, criterion, summed],
    result: 'number',
    help: { zh: '符合条件的各行之和', en: 'The sum of the rows that fit a criterion' },
    examples: [{ formula: 'SUMIF(检查项.名称, "消防*", 检查项.扣分)', result: 8 }],
    operation: {
      evaluate: (context, members, wanted, beside) =>
        asNumber(total(fitting(context, members ?? [], wanted as Scalar, beside))),
      sql: (writer, members = '', wanted = '', beside) =>
        limited(
          writer,
          fittingSql(writer, members, wanted, beside, (value, place) => `coalesce(sum(${value} order by ${place}), 0)`),
        ),
    },
  },
  {
    name: 'AVERAGEIF',
    alias: '条件平均',
    kind: 'plain',
    parameters: [list, criterion, summed],
    result: 'number',
    help: { zh: '符合条件的各行的平均', en: 'The mean of the rows that fit a criterion' },
    examples: [{ formula: 'AVERAGEIF(检查项.名称, "消防*", 检查项.扣分)', result: 4 }],
    operation: {
      evaluate: (context, members, wanted, beside) => {
        const values = fitting(context, members ?? [], wanted as Scalar, beside);
        return values.length === 0 ? formulaErrors.divisionByZero : asNumber(total(values) / values.length);
      },
      sql: (writer, members = '', wanted = '', beside) => {
        const mean = (value: string, place: string) => `sum(${value} order by ${place}) / nullif(count(${value}), 0)`;
        const found = writer.let(fittingSql(writer, members, wanted, beside, mean));
        return `case when ${found} is null then ${sqlErrors.divisionByZero} else ${limited(writer, found)} end`;
      },
    },
  },
  {
    name: 'INCLUDES',
    alias: '包含',
    kind: 'plain',
    parameters: [list, parameter('mixed', ['值', 'value'])],
    result: 'boolean',
    help: { zh: '多选或一列中有没有这个值', en: 'Whether a list has a value' },
    examples: [{ formula: 'INCLUDES(标签, "电气")', result: true }],
    operation: {
      evaluate: (context, members, wanted) =>
        wanted !== null &&
        (members as readonly Scalar[]).some(
          (member) => member !== null && mixedOrder(member, wanted as Scalar, context) === 0,
        ),
      sql: (writer, members = '', wanted = '') => {
        const found = writer.over(members, (member, _place, inner) => {
          const order = mixedKeys(inner, member, wanted);
          return { select: `coalesce(bool_or(${member} is not null and ${order} = 0), false)` };
        });
        return truth(`${wanted} is not null and ${found}`);
      },
    },
  },
];
