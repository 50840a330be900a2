import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formulaFunctions, functionNamed } from './functions/registry.ts';
import { bindName } from './names.ts';
import { parseFormula } from './parse.ts';
import { printFormula } from './print.ts';
import { binaryOperators, type Expression, type NameSpelling } from './syntax.ts';
import type { FormulaScope } from './types.ts';

const columns = [
  { key: 'score', label: '扣分', type: 'number' },
  { key: 'level', label: '等级', type: 'text' },
  { key: 'odd', label: '【a】}]', type: 'text' },
] as const;
const scope: FormulaScope = {
  fields: columns,
  parent: {
    fields: [
      { key: 'level', label: '等级', type: 'text' },
      { key: 'one', label: '数量', type: 'number' },
      { key: 'two', label: '数量', type: 'number' },
      { key: 'word', label: 'true', type: 'boolean' },
      { key: 'long', label: '整改 期限（天）', type: 'number' },
      { key: 'items', label: '检查项', type: 'text', columns },
    ],
  },
};
const keys = [
  'score',
  'level',
  'odd',
  '$parent.level',
  '$parent.one',
  '$parent.word',
  '$parent.long',
  '$parent.items.odd',
];

const at = { from: 0, to: 0 };
const expression = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(0, 1, 0.5, 1e21, 12345.678, 1e-7).map((value) => ({ kind: 'number' as const, value, ...at })),
    fc
      .oneof(fc.string({ unit: 'grapheme', maxLength: 5 }), fc.constantFrom('＂', '"', '“', '＂"', 'a＂b'))
      .map((value) => ({ kind: 'text' as const, value, ...at })),
    fc.boolean().map((value) => ({ kind: 'boolean' as const, value, ...at })),
    fc.constant({ kind: 'blank' as const, ...at }),
    fc
      .constantFrom(...keys)
      .map((key) => ({ kind: 'field' as const, path: key.split('.'), spelling: 'key' as const, ...at })),
    fc
      .tuple(fc.constantFrom('-', '+', '%'), tie('node'))
      // Twice a percent sign is a problem.
      .filter(([operator, operand]) => operator !== '%' || operand.kind !== 'unary' || operand.operator !== '%')
      .map(([operator, operand]) => ({ kind: 'unary' as const, operator: operator as '-', operand, ...at })),
    fc
      .tuple(fc.constantFrom(...binaryOperators), tie('node'), tie('node'))
      .map(([operator, left, right]) => ({ kind: 'binary' as const, operator, left, right, ...at })),
    fc
      .tuple(
        fc.constantFrom(...formulaFunctions.flatMap(({ name, alias }) => [name, alias])),
        fc.array(tie('node'), { maxLength: 3 }),
      )
      .map(([name, given]) => ({ kind: 'call' as const, name, nameSpan: at, arguments: given, ...at })),
  ),
})).node;

/** The tree without places, with every name by the field it stands for. */
function meaning(part: Expression): unknown {
  switch (part.kind) {
    case 'field': {
      const bound = bindName(part.path, part.spelling, scope);
      return 'binding' in bound ? bound.binding.path : bound.problem.code;
    }
    case 'unary':
      return [part.operator, meaning(part.operand)];
    case 'binary':
      return [part.operator, meaning(part.left), meaning(part.right)];
    case 'call':
      return [functionNamed(part.name)?.name, ...part.arguments.map(meaning)];
    case 'blank':
    case 'missing':
      return part.kind;
    default:
      return [part.kind, part.value];
  }
}

test.each<NameSpelling>(['label', 'key'])('what is printed by %s reads back as the same formula', (spelling) => {
  fc.assert(
    fc.property(expression, (tree) => {
      const printed = printFormula(tree, scope, spelling);
      const read = parseFormula(printed);
      expect(read.problems, printed).toEqual([]);
      expect(meaning(read.expression), printed).toEqual(meaning(tree));
      expect(printFormula(read.expression, scope, spelling)).toBe(printed);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['如果（等级＝“重大”，24，72）', 'IF(等级 = "重大", 24, 72)', 'IF({level} = "重大", 24, 72)'],
  ['sum(检查项.扣分)', 'SUM(检查项.扣分)', 'SUM({$parent.items.score})'],
  ['{$parent.level}', '{$parent.level}', '{$parent.level}'],
  ['{$parent.one}', '{$parent.one}', '{$parent.one}'],
  ['[true]+【整改 期限（天）】', '【true】 + 【整改 期限（天）】', '{$parent.word} + {$parent.long}'],
  ['没有的', '没有的', '没有的'],
  ['(1+2)*-3%-(4-5)', '(1 + 2) * -3% - (4 - 5)', '(1 + 2) * -3% - (4 - 5)'],
])('%s is shown as %s and stored as %s', (typed, shown, stored) => {
  const { expression: tree } = parseFormula(typed);
  expect(printFormula(tree, scope, 'label')).toBe(shown);
  expect(printFormula(tree, scope, 'key')).toBe(stored);
});
