/** What kind of value something is. These see errors instead of passing them on. */
import { truth } from '../sql/decimal.ts';
import { sqlErrors } from '../sql/writer.ts';
import { formulaErrors, isError, isTimed, type Scalar } from '../values.ts';
import { type FunctionDefinition, type PlainFunction, parameter } from './definition.ts';

type Words = readonly [name: string, alias: string, zh: string, en: string, ...example: [string, boolean]];

/** @param sql a condition over the name of a mixed value */
function question(
  [name, alias, zh, en, formula, result]: Words,
  holds: (value: Scalar) => boolean,
  sql: (name: string) => string,
): PlainFunction {
  return {
    name,
    alias,
    kind: 'plain',
    parameters: [parameter('mixed', ['值', 'value'])],
    result: 'boolean',
    help: { zh, en },
    examples: [{ formula, result }],
    operation: {
      seesErrors: true,
      evaluate: (_, value) => holds(value as Scalar),
      sql: (_, value = '') => truth(`coalesce(${sql(value)}, false)`),
    },
  };
}

export const informationFunctions: readonly FunctionDefinition[] = [
  question(
    ['ISBLANK', '为空', '没有填写', 'Whether nothing was filled in', 'ISBLANK("")', true],
    (value) => value === null || value === '',
    (value) => `${value} is null or ${value} = 't'`,
  ),
  question(
    ['ISERROR', '为错误', '算不出结果', 'Whether it is an error', 'ISERROR(1 / 0)', true],
    isError,
    (value) => `starts_with(${value}, e'\\x01')`,
  ),
  question(
    ['ISNA', '为无匹配', '没有匹配（#N/A）', 'Whether it is #N/A', 'ISNA(NA())', true],
    (value) => value === formulaErrors.notAvailable,
    (value) => `${value} = e'\\x014'`,
  ),
  question(
    ['ISNUMBER', '为数字', '是数字或日期', 'Whether it is a number or a date', 'ISNUMBER("1")', false],
    (value) => typeof value === 'number' || isTimed(value),
    (value) => `left(${value}, 1) in ('n', 'd', 'm', 'c')`,
  ),
  question(
    ['ISTEXT', '为文字', '是文字', 'Whether it is text', 'ISTEXT("1")', true],
    (value) => typeof value === 'string',
    (value) => `left(${value}, 1) = 't'`,
  ),
  {
    name: 'NA',
    alias: '无匹配',
    kind: 'plain',
    parameters: [],
    result: 'number',
    help: { zh: '表示没有匹配的错误', en: 'The error that says nothing matches' },
    examples: [{ formula: 'NA()', result: '#N/A' }],
    operation: { evaluate: () => formulaErrors.notAvailable, sql: () => sqlErrors.notAvailable },
  },
];
