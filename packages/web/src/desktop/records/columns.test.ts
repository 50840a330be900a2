import { expect, test } from 'vitest';
import { type Column, readHidden, shownColumns } from './columns.ts';

test('columns are shown unless they were put away; those that open a row always, the wide ones only without a panel', () => {
  const column = (key: string, more: Partial<Column<unknown>> = {}): Column<unknown> => ({
    key,
    title: key,
    render: () => null,
    ...more,
  });
  const columns = [column('date', { opens: true }), column('state'), column('by', { wide: true }), column('gone')];
  const keys = (hidden: string[], isNarrow = false) => shownColumns(columns, hidden, isNarrow).map((one) => one.key);
  expect(keys([])).toEqual(['date', 'state', 'by', 'gone']);
  expect(keys(['gone', 'date', 'of an older version'])).toEqual(['date', 'state', 'by']);
  expect(keys(['gone'], true)).toEqual(['date', 'state']);
});

test('what an older version or a hand wrote into the browser hides nothing by mistake', () => {
  expect(readHidden({ a: 1 })).toEqual([]);
  expect(readHidden(['at', 2])).toEqual(['at']);
});
