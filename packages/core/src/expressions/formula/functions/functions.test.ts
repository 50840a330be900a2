import { expect, test } from 'vitest';
import { checkFormula } from '../check.ts';
import type { FormulaContext } from '../conversion.ts';
import { compileFormula } from '../evaluate.ts';
import type { FormulaScope } from '../types.ts';
import { isError } from '../values.ts';
import { formulaFunctions, functionNamed } from './registry.ts';

const context: FormulaContext = {
  now: '2024-03-15T06:32:10.123Z',
  today: '2024-03-15',
  timeZone: 'Asia/Shanghai',
  calendar: new Map([
    ['2024-05-01', false],
    ['2024-05-11', true],
  ]),
};

/** What the examples in the help speak of. */
const scope: FormulaScope = {
  fields: [
    { key: 'tags', label: '标签', type: { list: 'text' } },
    {
      key: 'items',
      label: '检查项',
      type: 'text',
      columns: [
        { key: 'score', label: '扣分', type: 'number' },
        { key: 'name', label: '名称', type: 'text' },
      ],
    },
  ],
};
const values = {
  tags: ['电气', '消防'],
  items: [
    { score: 5, name: '消防通道' },
    { score: 2, name: '配电箱' },
    { score: 3, name: '消防栓' },
    { score: null, name: null },
  ],
};

function evaluated(formula: string) {
  const checked = checkFormula(formula, scope);
  expect(checked.problems, formula).toEqual([]);
  const result = compileFormula(checked)({ values }, context);
  return isError(result) ? result.error : result;
}

test.each(formulaFunctions.flatMap(({ examples }) => examples))('$formula is $result', ({ formula, result }) => {
  expect(evaluated(formula)).toEqual(result);
});

test.each(formulaFunctions.map((one) => [one.name, one] as const))('%s is described', (name, one) => {
  expect(functionNamed(one.alias)).toBe(one);
  expect(functionNamed(name.toLowerCase())).toBe(one);
  expect(one.examples.length).toBeGreaterThan(0);
  expect(one.examples[0]?.formula).toContain(`${name}(`);
  for (const { zh, en } of [one.help, ...one.parameters.map((parameter) => parameter.name)]) {
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/^[\x20-\x7e]+$/);
  }
});

test('no name or alias means two functions', () => {
  const names = formulaFunctions.flatMap(({ name, alias }) => [name, alias]);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ['SEARCH("~*", "a*")', 2],
  ['SEARCH("?", "")', '#VALUE!'],
  ['SEARCH("a*a*a*b", REPT("a", 30000))', '#VALUE!'],
  ['REPT("ab", 20000)', '#VALUE!'],
  ['LEN(REPT("a", 32767) & "b")', '#VALUE!'],
  ['SUBSTITUTE(REPT("a", 32767), "a", REPT("b", 32767))', '#VALUE!'],
  ['SUBSTITUTE("a-b-c", "-", "+", 2)', 'a-b+c'],
  ['MID("🧱墙🧱", 2, 2)', '墙🧱'],
  ['FIND("墙", "🧱墙")', 2],
  ['CODE("Ϩ")', 63],
  ['CODE("€")', 128],
  ['COUNTIF(检查项.名称, "=")', 1],
  ['COUNTIF(检查项.名称, "<>消防*")', 2],
  ['COUNTIF(检查项.扣分, 5)', 1],
  ['COUNTIF(检查项.扣分, "<>5")', 3],
  ['COUNTIF(检查项.扣分, ">=" & 3)', 2],
  ['SUMIF(检查项.扣分, "<5")', 5],
  ['AVERAGEIF(检查项.名称, "没有", 检查项.扣分)', '#DIV/0!'],
  ['SMALL(检查项.扣分, 2)', 3],
  ['LARGE(检查项.扣分, 4)', '#NUM!'],
  ['TEXTJOIN("、", TRUE, 检查项.名称)', '消防通道、配电箱、消防栓'],
  ['COUNTBLANK(检查项.名称)', 1],
  ['PROPER("it\'s 76budGet")', "It'S 76Budget"],
])('%s is %j', (formula, result) => {
  expect(evaluated(formula)).toEqual(result);
});
