import { expect, test } from 'vitest';
import { wordError } from '../../base/errors.ts';
import { checkFormula } from './check.ts';
import { formulaMessages } from './messages.ts';
import type { FormulaScope, ScalarType } from './types.ts';

const scope: FormulaScope = {
  fields: [
    { key: 'level', label: '隐患等级', type: 'text' },
    { key: 'amount', label: '数量', type: 'number' },
    { key: 'isUrgent', label: '紧急', type: 'boolean' },
    { key: 'due', label: '期限', type: 'date' },
    { key: 'at', label: '提交时间', type: 'dateTime' },
    { key: 'clock', label: '开始', type: 'time' },
    { key: 'one', label: '备注', type: 'text' },
    { key: 'two', label: '备注', type: 'text' },
    { key: 'tags', label: '标签', type: { list: 'text' } },
    {
      key: 'items',
      label: '检查项',
      type: 'text',
      columns: [
        { key: 'score', label: '扣分', type: 'number' },
        { key: 'name', label: '名称', type: 'text' },
        { key: 'photos', label: '照片', type: { list: 'text' } },
      ],
    },
  ],
};

test.each([
  ['数量 + 1', 'number'],
  ['期限 + 1', 'date'],
  ['期限 - 期限', 'number'],
  ['提交时间 + 1', 'dateTime'],
  ['期限 + 开始', 'dateTime'],
  ['期限 & 1', 'text'],
  ['数量 > 1', 'boolean'],
  ['IF(紧急, 1, 2)', 'number'],
  ['IF(紧急, 1, "")', 'number'],
  ['IF(紧急, 1, "无")', 'mixed'],
  ['IF(紧急, 期限, 提交时间)', 'dateTime'],
  ['MAX(期限, TODAY())', 'date'],
  ['MAX(数量, 3)', 'number'],
  ['空', 'blank'],
])('%s is %s', (text, type) => {
  const checked = checkFormula(text, scope);
  expect(checked.problems).toEqual([]);
  expect(checked.type).toBe(type);
});

test('what a formula reads is told by its paths', () => {
  const inRow: FormulaScope = { fields: [{ key: 'score', label: '扣分', type: 'number' }], parent: scope };
  const read = (text: string) => checkFormula(text, inRow).dependencies;
  expect(read('扣分 / SUM(检查项.扣分) + 扣分 * 数量')).toEqual(['score', '$parent.items.score', '$parent.amount']);
});

test.each<[string, string[]]>([
  ['隐患级别', ['0-4 没有名为“隐患级别”的控件，是不是“隐患等级”？']],
  ['甲乙丙丁', ['0-4 没有名为“甲乙丙丁”的控件，请从列表中选择']],
  ['检查项.扣份', ['0-6 没有名为“检查项.扣份”的控件，是不是“检查项.扣分”？']],
  ['1 + 检查项', ['4-7 “检查项”是子表单，请写明其中的控件，例如 检查项.扣分']],
  ['数量.扣分', ['0-5 “数量”不是子表单，后面不能加点，请去掉点和后面的名称']],
  ['备注', ['0-2 有几个控件都叫“备注”，请写 {one} 或 {two}']],
  ['SUM(检查项.照片)', ['4-10 “检查项.照片”每行都有多个值，公式不能读取，请改用单选控件']],
  ['检查项.扣分 + 1', ['0-6 这里要一个值，但“检查项.扣分”有多个，请用 SUM、MAX、COUNTIF 等函数汇总']],
  ['标签', ['0-2 这里要一个值，但“标签”有多个，请用 SUM、MAX、COUNTIF 等函数汇总']],
  ['SUMM(1)', ['0-4 没有函数“SUMM”，是不是“SUM”？']],
  ['求个和(1)', ['0-3 没有函数“求个和”，是不是“求和”？']],
  ['XYZXYZXYZ(1)', ['0-9 没有函数“XYZXYZXYZ”，请从列表中选择']],
  ['IF(1)', ['0-2 IF 还缺少参数“成立时”，至少要 2 个']],
  ['ABS(1, 2)', ['7-8 ABS 最多 1 个参数，请删去多余的']],
  ['IFS(TRUE, 1, FALSE)', ['0-3 IFS 的参数要成对出现，还缺少“成立时”']],
  ['COUNTIF(数量, 1)', ['8-10 这里要子表单的一列或多选控件，例如 检查项.扣分']],
  ['期限 * 2', ['0-2 这里要数字，但给的是日期，请更换或先转换']],
  ['期限 + 期限', ['5-7 这里要数字，但给的是日期，请更换或先转换']],
  ['YEAR(紧急)', ['5-7 这里要日期，但给的是真或假，请更换或先转换']],
  ['SUM(检查项.名称)', ['4-10 这里要数字，但给的是文字，请更换或先转换']],
  ['IF(期限, 1, 2)', ['3-5 这里要真或假，但给的是日期，请更换或先转换']],
  ['TEXT(1, 隐患等级)', ['8-12 这里要直接写出带引号的文字，例如 "#,##0.00"']],
  ['TEXT(1, "abc")', ['8-13 不认识格式“abc”，请写成 0.00、#,##0 或 yyyy-mm-dd 这样的格式']],
  ['DATEDIF(期限, 期限, "Q")', ['16-19 这里不能写“Q”，请从 Y、M、D、YM、MD、YD 中选择']],
  ['1e200', ['0-5 “1e+200”不是数字']],
  [
    '隐患级别 + ABS() + 期限 * 1 +',
    [
      '0-4 没有名为“隐患级别”的控件，是不是“隐患等级”？',
      '7-10 ABS 还缺少参数“数字”，至少要 1 个',
      '15-17 这里要数字，但给的是日期，请更换或先转换',
      '23-23 这里缺少一个数、文字或控件名',
    ],
  ],
])('what is wrong with %s is told with its place and what to do', (text, expected) => {
  const { problems, plan } = checkFormula(text, scope);
  const told = problems.map(
    ({ code, from, to, details }) => `${from}-${to} ${wordError(formulaMessages[code], 'zh', details)}`,
  );
  expect(told).toEqual(expected);
  expect(plan).toBeUndefined();
});

test.each<[string, ScalarType, string[]]>([
  ['数量 & ""', 'number', []],
  ['数量', 'text', []],
  ['期限', 'dateTime', []],
  ['期限', 'number', ['formulas.wrong-type']],
  ['紧急', 'date', ['formulas.wrong-type']],
  ['IF(紧急, 1, "无")', 'number', []],
])('%s where %s is wanted: %j', (text, wanted, codes) => {
  const { problems, type } = checkFormula(text, scope, wanted);
  expect(problems.map(({ code }) => code)).toEqual(codes);
  expect(type).toBe(wanted);
});

test('every message says in both languages what is wrong', () => {
  for (const [code, { zh, en }] of Object.entries(formulaMessages)) {
    expect(zh, code).toMatch(/[\u4e00-\u9fff]/);
    expect(en, code).toMatch(/^[\x20-\x7e“”]+$/);
    const places = (sentence: string) =>
      [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name?.replace('En', '')).toSorted();
    expect(places(zh), code).toEqual(places(en));
  }
});
