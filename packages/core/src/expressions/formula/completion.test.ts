import { expect, test } from 'vitest';
import { completionsAt, signatureAt } from './completion.ts';
import type { FormulaScope } from './types.ts';

const scope: FormulaScope = {
  fields: [
    { key: 'level', label: '隐患等级', type: 'text' },
    { key: 'days', label: '整改 期限', type: 'number' },
    { key: 'sums', label: '求和方式', type: 'text' },
    {
      key: 'items',
      label: '检查项',
      type: 'text',
      columns: [
        { key: 'score', label: '扣分', type: 'number' },
        { key: 'photos', label: '照片', type: { list: 'text' } },
      ],
    },
  ],
};

/** `|` is the caret. */
function offered(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { span, items } = completionsAt(text, caret, scope);
  return { replaced: text.slice(span.from, span.to), names: items.map(({ name }) => name), items };
}

test('an empty formula offers every field and then every function', () => {
  const { names } = offered('|');
  expect(names.slice(0, 5)).toEqual(['隐患等级', '整改 期限', '求和方式', '检查项.扣分', 'IF']);
  expect(names).toContain('CNMONEY');
});

test.each([
  ['IF(隐患|', '隐患', ['隐患等级']],
  ['su|', 'su', ['SUM', 'SUMIF', 'SUBSTITUTE']],
  ['求和|', '求和', ['求和方式', 'SUM', 'SUMIF']],
  ['1+隐|患 = 2', '隐患', ['隐患等级']],
  ['检查项.|', '检查项.', ['检查项.扣分']],
  ['检查项.扣|', '检查项.扣', ['检查项.扣分']],
  ['【整改|', '【整改', ['整改 期限']],
])('%s offers to replace %s', (marked, replaced, names) => {
  const found = offered(marked);
  expect(found.replaced).toBe(replaced);
  expect(found.names.slice(0, names.length).toSorted()).toEqual(names.toSorted());
});

test.each(['"隐患|', '12|', '隐患等级 |', '(1)|', '【整改 期限】|', '没有.|'])('%s offers nothing', (marked) => {
  expect(offered(marked).names).toEqual([]);
});

test('what is inserted is what has to be typed', () => {
  expect(offered('整|').items[0]).toMatchObject({ insert: '【整改 期限】', type: 'number' });
  expect(offered('today|').items[0]).toMatchObject({ insert: 'TODAY()', caret: 7 });
  expect(offered('round|').items[0]).toMatchObject({ insert: 'ROUND()', caret: 6, alias: '四舍五入' });
});

test.each([
  ['IF(|', 'IF', 0, 0],
  ['IF(1, SUM(2, |), 3)', 'SUM', 1, 0],
  ['IF(1, SUM(2), |3)', 'IF', 2, 2],
  ['IF((1 + |2), 3)', 'IF', 0, 0],
  ['SWITCH(1, 2, 3, |', 'SWITCH', 3, 1],
  ['如果（1，|', 'IF', 1, 1],
  ['ABS(1, |', 'ABS', 1, undefined],
])('%s is within %s', (marked, name, argument, parameter) => {
  const found = signatureAt(marked.replace('|', ''), marked.indexOf('|'));
  expect(found?.definition.name).toBe(name);
  expect(found?.argument).toBe(argument);
  expect(found?.parameter).toBe(parameter);
});

test.each(['|', 'IF(1)|', '(|1)', '没有(|'])('%s is within no function', (marked) => {
  expect(signatureAt(marked.replace('|', ''), marked.indexOf('|'))).toBeUndefined();
});
