/** Deciding. The branching functions have their plans in `check-calls.ts`. */
import type { Operation } from '../plan.ts';
import { truth } from '../sql/decimal.ts';
import { sqlErrors } from '../sql/writer.ts';
import { formulaErrors } from '../values.ts';
import { type FunctionDefinition, optional, type PlainFunction, parameter, repeats } from './definition.ts';

const condition = parameter('boolean', ['条件', 'condition']);
const anything = (zh: string, en: string, more = {}) => parameter('mixed', [zh, en], more);

type Words = Pick<PlainFunction, 'name' | 'alias' | 'help' | 'examples'>;

/** AND, OR and XOR: without any value there is nothing to decide. */
function ofAll(words: Words, holds: (yes: number, all: number) => boolean, sql: string): FunctionDefinition {
  const operation: Operation = {
    evaluate: (_, values) => {
      const all = values as readonly boolean[];
      if (all.length === 0) return formulaErrors.value;
      let yes = 0;
      for (const value of all) if (value) yes += 1;
      return holds(yes, all.length);
    },
    sql: (writer, values = '') =>
      writer.over(values, (value) => ({
        select: `case when count(*) = 0 then ${sqlErrors.value} else ${truth(sql.replace('yes', `sum(${value})::int`))} end`,
      })),
  };
  const parameters = [parameter('booleans', ['条件', 'condition'], repeats)];
  return { ...words, kind: 'plain', parameters, result: 'boolean', operation };
}

export const logicFunctions: readonly FunctionDefinition[] = [
  {
    name: 'IF',
    alias: '如果',
    kind: 'branching',
    branch: 'if',
    parameters: [condition, anything('成立时', 'then'), anything('否则', 'otherwise', optional)],
    help: { zh: '条件成立取前一个值，否则取后一个', en: 'One value when the condition holds, otherwise the other' },
    examples: [{ formula: 'IF(3 > 2, "超标", "正常")', result: '超标' }],
  },
  {
    name: 'IFS',
    alias: '多条件',
    kind: 'branching',
    branch: 'ifs',
    parameters: [parameter('boolean', ['条件', 'condition'], repeats), parameter('mixed', ['成立时', 'then'], repeats)],
    help: { zh: '取第一个成立的条件对应的值', en: 'The value of the first condition that holds' },
    examples: [{ formula: 'IFS(85 >= 90, "优", 85 >= 60, "合格", TRUE, "不合格")', result: '合格' }],
  },
  {
    name: 'SWITCH',
    alias: '匹配',
    kind: 'branching',
    branch: 'switch',
    parameters: [
      anything('值', 'value'),
      parameter('mixed', ['等于', 'case'], repeats),
      parameter('mixed', ['结果', 'result'], repeats),
    ],
    help: {
      zh: '按值取对应的结果，最后可以再加一个“都不等于时”的结果',
      en: 'The result for a value; one more at the end serves when none matches',
    },
    examples: [{ formula: 'SWITCH("重大", "一般", 72, "重大", 24, 48)', result: 24 }],
  },
  {
    name: 'CHOOSE',
    alias: '选择',
    kind: 'branching',
    branch: 'choose',
    parameters: [parameter('number', ['第几个', 'index']), parameter('mixed', ['值', 'value'], repeats)],
    help: { zh: '取第几个值', en: 'The value at a place' },
    examples: [{ formula: 'CHOOSE(2, "早班", "中班", "晚班")', result: '中班' }],
  },
  {
    name: 'IFERROR',
    alias: '出错时',
    kind: 'branching',
    branch: 'ifError',
    parameters: [anything('值', 'value'), anything('出错时', 'fallback')],
    help: { zh: '算不出时改用另一个值', en: 'Another value when the first is an error' },
    examples: [{ formula: 'IFERROR(1 / 0, 0)', result: 0 }],
  },
  {
    name: 'IFNA',
    alias: '无匹配时',
    kind: 'branching',
    branch: 'ifNotAvailable',
    parameters: [anything('值', 'value'), anything('无匹配时', 'fallback')],
    help: { zh: '没有匹配（#N/A）时改用另一个值', en: 'Another value when the first is #N/A' },
    examples: [{ formula: 'IFNA(IFS(FALSE, 1), 2)', result: 2 }],
  },
  ofAll(
    {
      name: 'AND',
      alias: '并且',
      help: { zh: '全部成立', en: 'Whether all hold' },
      examples: [{ formula: 'AND(1 < 2, 2 < 3)', result: true }],
    },
    (yes, all) => yes === all,
    'yes = count(*)',
  ),
  ofAll(
    {
      name: 'OR',
      alias: '或者',
      help: { zh: '至少一个成立', en: 'Whether any holds' },
      examples: [{ formula: 'OR(1 > 2, 2 < 3)', result: true }],
    },
    (yes) => yes > 0,
    'yes > 0',
  ),
  ofAll(
    {
      name: 'XOR',
      alias: '异或',
      help: { zh: '成立的个数是单数', en: 'Whether an odd number hold' },
      examples: [{ formula: 'XOR(TRUE, TRUE)', result: false }],
    },
    (yes) => yes % 2 === 1,
    'yes % 2 = 1',
  ),
  {
    name: 'NOT',
    alias: '不是',
    kind: 'plain',
    parameters: [condition],
    result: 'boolean',
    help: { zh: '不成立', en: 'Whether it does not hold' },
    examples: [{ formula: 'NOT(1 > 2)', result: true }],
    operation: { evaluate: (_, value) => !value, sql: (_, value) => `(1 - ${value})` },
  },
];
