import { expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { FieldDefinition } from './contract.ts';
import { strangeTextProblems, strangeTexts } from './strange-texts.ts';
import { buildForm } from './testing/build.ts';

const choice = (key: string, ...labels: string[]): FieldDefinition => ({
  key,
  label: '是否正常',
  type: 'singleChoice',
  options: labels.map((label, index) => ({
    code: `c${index}`,
    label,
    status: index === 2 ? ('stopped' as const) : ('active' as const),
  })),
});
const formula = (text: string): FieldDefinition => ({
  key: 'sum',
  label: '异常数',
  type: 'formula',
  formula: text,
  result: 'number',
});
const rows = (...fields: FieldDefinition[]): FieldDefinition => ({
  key: 'items',
  label: '清单',
  type: 'subform',
  fields,
});

/** The texts that are strange in a formula beside rows whose `answer` is 正常 or 不合格, formerly also 不适用. */
function strange(text: string): string[] {
  const form = buildForm([
    choice('top', '好', '坏'),
    rows(choice('answer', '正常', '不合格', '不适用')),
    formula(text),
  ]);
  expect(checkDefinition(form)).toEqual([]);
  return strangeTexts(form).map((one) => one.text);
}

test('a text that no option is called is told, wherever a formula holds a choice against it', () => {
  expect(strange('COUNTIF({items.answer}, "异常")')).toEqual(['异常']);
  expect(strange('COUNTIF({items.answer}, "<>异常") + SUMIF({items.answer}, "异*", {items.answer})')).toEqual([
    '<>异常',
    '异*',
  ]);
  expect(strange('IF(INCLUDES({items.answer}, "异常"), 1, 0)')).toEqual(['异常']);
  expect(strange('IF(OR({top}="异常", "差"<>{top}), 1, 0)')).toEqual(['异常', '差']);
  expect(strange('SWITCH({top}, "好", 1, "异常", 2, 3)')).toEqual(['异常']);
  expect(strange('IFS({top}="异常", 1, TRUE, 0)')).toEqual(['异常']);
});

test('labels of options, stopped ones as well, patterns that fit one, and blanks are what formulas may ask for', () => {
  expect(strange('COUNTIF({items.answer}, "不合格") + COUNTIF({items.answer}, "=不适用")')).toEqual([]);
  expect(
    strange('COUNTIF({items.answer}, "不*") + COUNTIF({items.answer}, "") + COUNTIF({items.answer}, "<>")'),
  ).toEqual([]);
  expect(strange('IF({top}="", 0, IF({top}&"的"="异常", 1, LEN("异常")))')).toEqual([]);
});

test('yes and no are TRUE and FALSE in formulas: any text held against them is told', () => {
  const ok: FieldDefinition = { key: 'ok', label: '合格', type: 'yesNo', yes: { label: '合格' } };
  const told = (text: string) => strangeTextProblems(buildForm([ok, rows(ok), formula(text)]));
  expect(told('IF({ok}="合格", 1, 0)').map(({ details }) => details)).toEqual([
    { label: '合格', text: '合格', options: 'TRUE（合格）、FALSE（否），不加引号' },
  ]);
  expect(told('IF({ok}="TRUE", 1, 0)')).toHaveLength(1);
  expect(told('COUNTIF({items.ok}, "合格")')).toHaveLength(1);
  expect(told('COUNTIF({items.ok}, "<>true") + COUNTIF({items.ok}, "") + IF({ok}=TRUE, 1, 0)')).toEqual([]);
});

test('a choice from a dictionary is left out, for its labels are kept elsewhere', () => {
  const level: FieldDefinition = { key: 'level', label: '等级', type: 'singleChoice', dictionary: 'levels' };
  expect(strangeTexts(buildForm([level, formula('IF({level}="异常", 1, 0)')]))).toEqual([]);
});

test('each leads to the formula and names the options there are', () => {
  const condition = { all: [{ formula: '{$parent.top}="异常"' }] };
  const form = buildForm(
    [
      choice('top', '好', '坏'),
      rows({
        key: 'note',
        label: '备注',
        type: 'text',
        visible: condition,
        checks: [{ rule: condition, message: '不可' }],
      }),
    ],
    { displayRules: [{ when: { formula: '{top}="异常"' }, show: ['items'] }] },
  );
  expect(strangeTexts(form).map(({ path, owner }) => [path, owner?.path])).toEqual([
    ['fields[1].fields[0].visible.all[0].formula', 'items.note'],
    ['fields[1].fields[0].checks[0].rule.all[0].formula', 'items.note'],
    ['displayRules[0].when.formula', undefined],
  ]);
  expect(strangeTextProblems(form)[0]).toEqual({
    path: 'fields[1].fields[0].visible.all[0].formula',
    code: 'forms.strange-text',
    details: { label: '是否正常', text: '异常', options: '好、坏' },
  });
});
