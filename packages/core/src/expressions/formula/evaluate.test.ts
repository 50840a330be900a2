import { expect, test } from 'vitest';
import { checkFormula } from './check.ts';
import type { FormulaContext } from './conversion.ts';
import { compileFormula } from './evaluate.ts';
import type { FormulaScope } from './types.ts';
import { isError } from './values.ts';

const context: FormulaContext = {
  now: '2024-03-15T06:32:10.123Z',
  today: '2024-03-15',
  timeZone: 'Asia/Shanghai',
  calendar: new Map(),
};
const scope = {
  fields: [
    { key: 'level', label: '隐患等级', type: 'text' },
    { key: 'amount', label: '数量', type: 'number' },
    { key: 'none', label: '没填的数', type: 'number' },
    { key: 'isUrgent', label: '紧急', type: 'boolean' },
    { key: 'due', label: '期限', type: 'date' },
    { key: 'done', label: '完成日期', type: 'date' },
    { key: 'at', label: '提交时间', type: 'dateTime' },
    { key: 'clock', label: '开始', type: 'time' },
    { key: 'constructor', label: '构造', type: 'text' },
    { key: 'tags', label: '标签', type: { list: 'text' } },
    {
      key: 'items',
      label: '检查项',
      type: 'text',
      columns: [
        { key: 'score', label: '扣分', type: 'number' },
        { key: 'name', label: '名称', type: 'text' },
        { key: 'day', label: '日期', type: 'date' },
      ],
    },
  ],
} as const satisfies FormulaScope;
const values = {
  level: '重大',
  amount: 4,
  isUrgent: true,
  due: '2024-03-31',
  at: '2024-03-15T16:30:00.000Z',
  clock: '08:30',
  tags: ['电气', '消防'],
  items: [
    { score: 5, name: '灭火器', day: '2024-03-01' },
    { score: null, name: null },
    { score: 2.5, name: 'abc', day: '2024-03-09' },
  ],
};

function evaluated(text: string) {
  const checked = checkFormula(text, scope);
  expect(checked.problems).toEqual([]);
  const result = compileFormula(checked)({ values }, context);
  return isError(result) ? result.error : result;
}

test.each([
  ['IF(隐患等级="重大", 24, 72)', 24],
  ['SUM(检查项.扣分)', 7.5],
  ['SUM(检查项.扣分, 数量, "3", TRUE)', 15.5],
  ['AVERAGE(检查项.扣分)', 3.75],
  ['COUNT(检查项.扣分)', 2],
  ['COUNTA(检查项.名称)', 2],
  ['COUNTBLANK(检查项.名称)', 1],
  ['MAX(检查项.日期)', '2024-03-09'],
  ['MIN(期限, 检查项.日期)', '2024-03-01'],
  ['MAX(检查项.日期) + 1', '2024-03-10'],
  ['SUM(没填的数)', 0],
  ['PRODUCT(没填的数)', 0],
  ['MAX(没填的数)', 0],
  ['MIN(没填的数, 没填的数)', 0],
  ['ISBLANK(MAX(没填的数))', false],
  ['AVERAGE(没填的数)', '#DIV/0!'],
  ['MEDIAN(没填的数)', '#NUM!'],
  ['MAX(完成日期)', null],
  ['MIN(完成日期, 期限)', '2024-03-31'],
  ['期限 - 15', '2024-03-16'],
  ['期限 - "2024-03-01"', 30],
  ['期限 & ""', '2024-03-31'],
  ['完成日期 + 1', null],
  ['完成日期 - 期限', null],
  ['完成日期 < 期限', false],
  ['完成日期 = 空', true],
  ['完成日期 = ""', true],
  ['完成日期 <> 期限', true],
  ['期限 >= "2024/3/31"', true],
  ['提交时间 > 期限', false],
  ['提交时间 & ""', '2024-03-16 00:30'],
  ['提交时间 + 0.5', '2024-03-16T04:30:00.000Z'],
  ['提交时间 - 期限', -15 + 0.5 / 24],
  ['期限 + 开始', '2024-03-31T00:30:00.000Z'],
  ['开始 & ""', '08:30'],
  ['开始 * 24', 8.5],
  ['没填的数 + 1', 1],
  ['没填的数 = 0', true],
  ['没填的数 = ""', true],
  ['1 / 没填的数', '#DIV/0!'],
  ['1 + 1 / 0', '#DIV/0!'],
  ['"a" + 1', '#VALUE!'],
  ['"5" + 1', 6],
  ['"5" = 5', false],
  ['"a" = "A"', true],
  ['0.1 + 0.2 = 0.3', true],
  ['紧急 + 1', 2],
  ['-2^2', 4],
  ['0^0', '#NUM!'],
  ['9^99', 2.95126654306528e94],
  ['9^999', '#NUM!'],
  ['3^0.5', 1.73205080756888],
  ['1e60 * 1e60', '#NUM!'],
  ['1e-60 * 1e-60', 0],
  ['50% * 数量', 2],
  ['IF(紧急, 数量 / 2, "")', 2],
  ['IF(NOT(紧急), 数量 / 2, "")', null],
  ['IF(FALSE, 1)', null],
  ['IFERROR(1 / 0, "无")', '无'],
  ['IFERROR(数量, "无")', 4],
  ['IFERROR(1 / 0, 期限)', '2024-03-31'],
  ['SWITCH(隐患等级, "一般", 72, "重大", 24)', 24],
  ['SWITCH(隐患等级, "一般", 72, 1)', 1],
  ['SWITCH(隐患等级, "一般", 72)', '#N/A'],
  ['CHOOSE(4, 1, 2)', '#VALUE!'],
  ['AND(紧急, 数量 > 3)', true],
  ['OR(FALSE, 1 / 0 > 1)', '#DIV/0!'],
  ['构造', null],
])('%s is %j', (text, expected) => {
  expect(evaluated(text)).toEqual(expected);
});

test('an error leaves as one of four frozen objects', () => {
  const run = compileFormula(checkFormula('1/0', scope));
  const result = run({ values: {} }, context);
  expect(result).toEqual({ error: '#DIV/0!' });
  expect(Object.isFrozen(result)).toBe(true);
  expect(run({ values: {} }, context)).toBe(result);
});

test('a formula in a row reads the row first and then the record', () => {
  const inRow = { fields: scope.fields[10].columns, parent: scope };
  const run = compileFormula(checkFormula('扣分 / SUM(检查项.扣分) * 数量', inRow));
  expect(run({ values: { score: 2.5 }, parent: { values } }, context)).toBeCloseTo((2.5 / 7.5) * 4);
});

test('a chain of a thousand sums and one of a thousand brackets end', () => {
  const sum = Array.from({ length: 1000 }, () => '数量').join('+');
  expect(evaluated(sum)).toBe(4000);
  expect(evaluated(`${'('.repeat(199)}1${')'.repeat(199)}`)).toBe(1);
});
