/** Which operation an operator is for the kinds it stands between. */
import { comparedAs, isEmptyText, type One, type Operand } from './check-kinds.ts';
import type { Checking } from './checking.ts';
import { readMoment, type ScalarKind } from './conversion.ts';
import {
  type Comparison,
  comparison,
  dayLater,
  daysBetween,
  joined,
  momentLater,
  percent,
  power,
  product,
  productOf,
  quotient,
  sumOf,
} from './functions/operators.ts';
import { dayMs } from './moments.ts';
import type { Operation, Plan } from './plan.ts';
import type { Expression } from './syntax.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;

export function call(type: ScalarKind, operation: Operation, parts: readonly Plan[], blankFor: number[] = []): Plan {
  return { kind: 'call', type, operation, arguments: parts, blankFor };
}

export function one(plan: Plan, at: Expression): One {
  return { kind: 'one', type: plan.type, plan, at };
}

export function checkUnary(checking: Checking, at: Extract<Expression, { kind: 'unary' }>, operand: Operand): Operand {
  const value = checking.as(operand, 'number');
  if (at.operator === '+') return one(value, at);
  if (value.kind === 'constant' && typeof value.value === 'number') {
    // −1 and 5% are numbers like others, and there may be thousands of them.
    const folded = at.operator === '%' ? value.value / 100 : 0 - value.value;
    return one({ kind: 'constant', type: 'number', value: Math.abs(folded) < 1e-100 ? 0 : folded }, at);
  }
  return one(call('number', at.operator === '%' ? percent : sumOf([-1]), [value]), at);
}

/** Products of more factors are one operation. Below, an error is told from left to right, as in Excel. */
const longProduct = 16;

/** @param chain operands of `a + b − c`, `a * b / c` or `a & b & c`, first to last; inverse after `−` and `/` */
export function checkChain(
  checking: Checking,
  at: Binary,
  chain: readonly { readonly operand: Operand; readonly isInverse: boolean }[],
): Operand {
  if (at.operator === '&') {
    const parts = chain.map(({ operand }) => checking.as(operand, 'text'));
    return one(call('text', joined, parts), at);
  }
  if (at.operator === '*' || at.operator === '/') {
    const parts = chain.map(({ operand }) => checking.as(operand, 'number'));
    const inverses = chain.map(({ isInverse }) => isInverse);
    if (chain.length > longProduct) return one(call('number', productOf(inverses), parts), at);
    const step = (left: Plan, right: Plan, index: number) =>
      call('number', inverses[index] ? quotient : product, [left, right]);
    return one(parts.reduce(step), at);
  }
  const isReckoned = chain.every(({ operand }) => operand.kind === 'unknown' || !isDated(operand));
  if (isReckoned) {
    const parts = chain.map(({ operand }) => checking.as(operand, 'number'));
    return one(call('number', sumOf(chain.map(({ isInverse }) => (isInverse ? -1 : 1))), parts), at);
  }
  const [first, ...rest] = chain;
  if (!first) throw new Error('a chain has operands');
  return rest.reduce(
    (left, { operand, isInverse }) => withDays(checking, at, left, isInverse ? -1 : 1, operand),
    first.operand,
  );
}

const isDated = (operand: Operand) =>
  operand.kind === 'one' && (operand.type === 'date' || operand.type === 'dateTime');

/** A text that is written like a day stands for it beside a day. */
const isWrittenDay = (operand: Operand) =>
  operand.kind === 'one' && operand.at.kind === 'text' && readMoment(operand.at.value)?.days !== undefined;

function withDays(checking: Checking, at: Binary, left: Operand, sign: 1 | -1, right: Operand): Operand {
  if (left.kind === 'unknown' || right.kind === 'unknown') return { kind: 'unknown', at };
  if (!isDated(left) && !isDated(right)) {
    const parts = [checking.as(left, 'number'), checking.as(right, 'number')];
    return one(call('number', sumOf([1, sign]), parts), at);
  }
  const isDifference = sign === -1 && (isDated(right) || isWrittenDay(right));
  if (isDifference) {
    const isMoment = [left, right].some((operand) => operand.kind === 'one' && operand.type === 'dateTime');
    const kind = isMoment ? 'dateTime' : 'date';
    const parts = [checking.as(left, kind), checking.as(right, kind)];
    return one(call('number', daysBetween(isMoment ? dayMs : 1), parts, [0, 1]), at);
  }
  const [dated, other] = isDated(left) ? [left, right] : [right, left];
  const isTime = other.kind === 'one' && other.type === 'time';
  const kind = isTime || (dated.kind === 'one' && dated.type === 'dateTime') ? 'dateTime' : 'date';
  // Two days have no sum: the second is told to be no number.
  const parts = [checking.as(dated, kind), isTime ? asFraction(checking, other) : checking.as(other, 'number')];
  const blankFor = isTime ? [0, 1] : [0];
  return one(call(kind, kind === 'date' ? dayLater(sign) : momentLater(sign), parts, blankFor), at);
}

/** A time as a part of a day; without a time there is no moment. */
const asFraction = (checking: Checking, operand: Operand) => checking.as(operand, 'number', null);

export function checkBinary(checking: Checking, at: Binary, left: Operand, right: Operand): Operand {
  switch (at.operator) {
    case '^':
      return one(call('number', power, [checking.as(left, 'number'), checking.as(right, 'number')]), at);
    case '+':
    case '-':
    case '*':
    case '/':
    case '&':
      throw new Error('checked as a chain');
    default:
      return checkComparison(checking, at, at.operator, left, right);
  }
}

function checkComparison(checking: Checking, at: Binary, operator: Comparison, left: Operand, right: Operand): Operand {
  const [a, b] = [checking.one(left), checking.one(right)];
  if (!a || !b) return { kind: 'unknown', at };
  const { as, order } = comparedAs([a, b]);
  const side = (operand: One): Plan =>
    order === 'dated' && isEmptyText(operand) ? { kind: 'constant', type: as, value: null } : checking.as(operand, as);
  return one(call('boolean', comparison(operator, order), [side(a), side(b)]), at);
}
