import { expect, test } from 'vitest';
import { checkFormula } from './check.ts';
import { isSameNumber } from './decimal.ts';
import { compileFormula } from './evaluate.ts';
import { differing, excel, formulaJs, lacking } from './excel-pairs.ts';
import { readDay, serialOf } from './moments.ts';
import { isError } from './values.ts';

const context = {
  now: '2024-03-15T06:32:10.123Z',
  today: '2024-03-15',
  timeZone: 'Asia/Shanghai',
  calendar: new Map<string, boolean>(),
};

function evaluated(formula: string) {
  const checked = checkFormula(formula, { fields: [] });
  if (checked.problems.length > 0) return undefined;
  const result = compileFormula(checked)({ values: {} }, context);
  return isError(result) ? result.error : result;
}

test.each([...excel, ...formulaJs])('%s is %j, as in Excel', (formula, expected) => {
  const result = evaluated(formula);
  if (typeof expected !== 'number') expect(result).toBe(expected);
  else if (typeof result === 'string') expect(serialOf(readDay(result) ?? 0)).toBe(expected);
  else expect(isSameNumber(result as number, expected), `${result} instead of ${expected}`).toBe(true);
});

test.each(lacking)('%s lacks an argument', (formula) => {
  const { problems } = checkFormula(formula, { fields: [] });
  expect(problems.map(({ code }) => code)).toEqual(['formulas.too-few-arguments']);
});

test.each(differing)('%s is not %j but %j: %s', (formula, source, ours) => {
  expect(evaluated(formula)).toBe(ours);
  expect(ours).not.toBe(source);
});
