import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFormula } from './parse.ts';
import type { Expression } from './syntax.ts';

/** The tree in a form that shows at a glance what belongs together. */
function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'text':
      return JSON.stringify(expression.value);
    case 'field':
      return expression.path.join('.');
    case 'unary':
      return `(${expression.operator}${shape(expression.operand)})`;
    case 'binary':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(shape).join(', ')})`;
    case 'blank':
      return '∅';
    case 'missing':
      return '?';
  }
}

const read = (text: string) => shape(parseFormula(text).expression);
const problems = (text: string) => parseFormula(text).problems.map(({ code, from }) => `${code.slice(9)} ${from}`);

test.each([
  ['1+2*3', '(1 + (2 * 3))'],
  ['=1-2-3', '((1 - 2) - 3)'],
  ['2^3^2', '((2 ^ 3) ^ 2)'],
  ['-2^2', '((-2) ^ 2)'],
  ['50%*甲', '((%50) * 甲)'],
  ['1&2=3', '((1 & 2) = 3)'],
  ['IF(隐患等级="重大", 24, 72)', 'IF((隐患等级 = "重大"), 24, 72)'],
  ['如果（隐患等级＝“重大”，２４，７２）', '如果((隐患等级 = "重大"), 24, 72)'],
  ['SUM(检查项.扣分)', 'SUM(检查项.扣分)'],
  ['【整改 期限】-TODAY()', '(整改 期限 - TODAY())'],
  ['[a]]b]+1', '(a]b + 1)'],
  ['{items.deduct}+{level}', '(items.deduct + level)'],
  ['数量≥3', '(数量 >= 3)'],
  ['甲≠乙', '(甲 <> 乙)'],
  ['6÷2×3', '((6 / 2) * 3)'],
  ['"他说""好"""', '"他说\\"好\\""'],
  ['"他说“好”"', '"他说“好”"'],
  ['IF(真,空,假)', 'IF(true, ∅, false)'],
  ['IF(a,,1)', 'IF(a, ∅, 1)'],
  ['1e3+.5', '(1000 + 0.5)'],
  ['((1))', '1'],
])('%s', (text, expected) => {
  expect(problems(text)).toEqual([]);
  expect(read(text)).toBe(expected);
});

test.each([
  ['', ['empty 0']],
  ['  ', ['empty 0']],
  ['1+', ['operand-missing 2']],
  ['*3', ['operand-missing 0']],
  ['1 2', ['operator-missing 2']],
  ['IF(1,2', ['open-bracket 2']],
  ['(1', ['open-bracket 0']],
  ['1)', ['extra-bracket 1']],
  ['1,2', ['stray-comma 1', 'operator-missing 2']],
  ['(1,2)', ['stray-comma 2', 'operator-missing 3']],
  ['"重大', ['open-text 0']],
  ['【整改', ['open-name 0']],
  ['3天', ['bad-number 0']],
  ['1 # 2 @', ['strange-character 2', 'operator-missing 4', 'strange-character 6']],
  ['IF(*,#)', ['operand-missing 3', 'operand-missing 4', 'strange-character 5']],
  ['检查项.', ['operand-missing 4']],
])('what is wrong with %j is told all at once, with its place', (text, expected) => {
  expect(problems(text)).toEqual(expected);
});

test('whatever is typed is answered, with places inside the text', () => {
  const piece = fc.constantFrom(
    ...'()（），,;；+-*/^%&=<>≠“”"\'.。【】[]{} \0\ufeff\ud800\udc00',
    'IF',
    '真',
    '甲',
    '1e',
    '9',
    '真1',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const { expression, problems: found } = parseFormula(text);
      const visit = (part: Expression): void => {
        expect(part.from).toBeGreaterThanOrEqual(0);
        expect(part.to).toBeLessThanOrEqual(text.length);
        expect(part.from).toBeLessThanOrEqual(part.to);
        if (part.kind === 'missing') expect(found.length).toBeGreaterThan(0);
        if (part.kind === 'unary') visit(part.operand);
        if (part.kind === 'binary') [part.left, part.right].forEach(visit);
        if (part.kind === 'call') part.arguments.forEach(visit);
      };
      visit(expression);
      for (const { from, to } of found) expect(0 <= from && from <= to && to <= text.length).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['(', 'too-deep'],
  ['-', 'too-deep'],
  ['IF(', 'too-deep'],
  ['(1 ', 'too-deep'],
  ['1+', 'too-many-operators'],
  ['1%', 'operator-missing'],
  ['甲.', 'operator-missing'],
])('%s ten thousand characters long is a problem, not an overflow', (piece, code) => {
  const text = piece.repeat(Math.floor(10_000 / piece.length));
  expect(problems(text).map((one) => one.split(' ')[0])).toContain(code);
  expect(problems(`${text}${text}1`)).toEqual(['too-long 0']);
});
