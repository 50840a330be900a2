import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { scopeIn } from '@anshao/core/forms/design/formula-scope.ts';
import { buildForm } from '@anshao/core/forms/testing/build.ts';
import { expect, test } from 'vitest';
import { shownText, typedText } from './formula-text.ts';

const field = (key: string, label: string, type: string, more: object = {}) =>
  ({ key, label, type, ...more }) as FieldDefinition;
const form = buildForm([
  field('rate', '系数', 'number'),
  field('items', '检查项', 'subform', { fields: [field('score', '扣分', 'number')] }),
]);

test('what is typed by label is stored by key, and read by label again', () => {
  const scope = scopeIn(form, '');
  const { stored, checked } = typedText('SUM（检查项.扣分）*系数', scope, 'number');
  expect(checked.problems).toEqual([]);
  expect(stored).toBe('SUM({items.score}) * {rate}');
  expect(shownText(stored, scope)).toBe('SUM(检查项.扣分) * 系数');
});

test('in a row its own fields come first, then those of the record', () => {
  const scope = scopeIn(form, 'items');
  expect(typedText('扣分*系数', scope, 'number').stored).toBe('{score} * {$parent.rate}');
});

test('what is not sound yet is kept as it was typed', () => {
  const scope = scopeIn(form, '');
  const { stored, checked } = typedText('系数 +', scope, 'number');
  expect(checked.problems).toHaveLength(1);
  expect(stored).toBe('系数 +');
  expect(shownText(stored, scope)).toBe('系数 +');
});

test.each([
  ['ten thousand brackets', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
  ['ten thousand brackets never closed', `${'（'.repeat(10_000)}`],
  ['three thousand nested calls', `${'ABS('.repeat(3000)}1${')'.repeat(3000)}`],
])('%s are kept as they were typed, with one reason', (_, typed) => {
  const scope = scopeIn(form, '');
  const { stored, checked } = typedText(typed, scope, 'number');
  expect(checked.problems.map(({ code }) => code)).toEqual([expect.stringMatching(/^formulas\.(too-deep|too-long)$/)]);
  expect(stored).toBe(typed);
  expect(shownText(typed, scope)).toBe(typed);
});
