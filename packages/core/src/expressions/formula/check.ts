/** Reads a formula against the fields it may use: what kind of value it yields, what it needs, and what is wrong. */
import { checkBranching, checkCount, checkPlain } from './check-calls.ts';
import type { Operand } from './check-kinds.ts';
import { checkBinary, checkChain, checkUnary, one } from './check-operators.ts';
import { Checking, labelOf } from './checking.ts';
import { functionNamed, functionNames } from './functions/registry.ts';
import type { FormulaProblem } from './messages.ts';
import { bindName } from './names.ts';
import { nearest } from './nearest.ts';
import { parseFormula } from './parse.ts';
import type { Plan } from './plan.ts';
import type { BinaryOperator, Expression } from './syntax.ts';
import { type FormulaScope, isList, type ResultType, type ScalarType } from './types.ts';
import { storable } from './values.ts';

export interface CheckedFormula {
  /** In the order of the text; a formula with problems cannot be evaluated. */
  readonly problems: readonly FormulaProblem[];
  readonly expression: Expression;
  readonly type: ResultType;
  /** Paths of the fields it reads, each once: `level`, `items.score`, `$parent.level`. */
  readonly dependencies: readonly string[];
  /** What the backends run; undefined when there are problems. */
  readonly plan: Plan | undefined;
}

/**
 * @param text as typed or stored, with labels, keys, or both
 * @param wanted the kind of value that is needed; the result is converted to it, or there is a problem
 */
export function checkFormula(text: string, scope: FormulaScope, wanted?: ScalarType): CheckedFormula {
  const { expression, problems: unread } = parseFormula(text);
  const checking = new Checking();
  const checker = new Checker(checking, scope);
  const found = checker.visit(expression);
  let plan: Plan | undefined;
  if (found.kind === 'list') checking.problem('formulas.list-for-one', expression, { found: labelOf(found) });
  else if (found.kind === 'one') plan = wanted ? checking.as(found, wanted, null) : found.plan;
  const problems = [...unread, ...checking.problems].sort((a, b) => a.from - b.from);
  return {
    problems,
    expression,
    type: found.kind === 'one' ? (wanted ?? found.type) : 'blank',
    dependencies: [...checker.dependencies],
    plan: problems.length === 0 ? plan : undefined,
  };
}

type Binary = Extract<Expression, { kind: 'binary' }>;

/** `a + b − c` is one operation; as a tree of a thousand it would be too deep for the database. */
const chained: readonly (readonly BinaryOperator[])[] = [['+', '-'], ['*', '/'], ['&']];

class Checker {
  readonly dependencies = new Set<string>();
  readonly #checking: Checking;
  readonly #scope: FormulaScope;

  constructor(checking: Checking, scope: FormulaScope) {
    this.#checking = checking;
    this.#scope = scope;
  }

  visit(at: Expression): Operand {
    switch (at.kind) {
      case 'number':
        return one({ kind: 'constant', type: 'number', value: this.#number(at) }, at);
      case 'text':
        return one({ kind: 'constant', type: 'text', value: storable(at.value) }, at);
      case 'boolean':
        return one({ kind: 'constant', type: 'boolean', value: at.value }, at);
      case 'blank':
        return { kind: 'one', type: 'blank', plan: { kind: 'constant', type: 'mixed', value: null }, at };
      case 'field':
        return this.#field(at);
      case 'unary':
        return checkUnary(this.#checking, at, this.visit(at.operand));
      case 'binary':
        return this.#binary(at);
      case 'call':
        return this.#call(at);
      case 'missing':
        return { kind: 'unknown', at };
    }
  }

  #number(at: Extract<Expression, { kind: 'number' }>): number {
    const magnitude = Math.abs(at.value);
    if (magnitude > 1e100) this.#checking.problem('formulas.bad-number', at, { text: String(at.value) });
    return magnitude < 1e-100 ? 0 : at.value;
  }

  #field(at: Extract<Expression, { kind: 'field' }>): Operand {
    const found = bindName(at.path, at.spelling, this.#scope);
    if ('problem' in found) {
      this.#checking.problem(found.problem.code, at, found.problem.details);
      return { kind: 'unknown', at };
    }
    const { binding } = found;
    this.dependencies.add(binding.path);
    if (isList(binding.type)) return { kind: 'list', of: binding.type.list, binding, at };
    return one({ kind: 'field', type: binding.type, binding }, at);
  }

  #binary(at: Binary): Operand {
    const family = chained.find((operators) => operators.includes(at.operator));
    if (!family) return checkBinary(this.#checking, at, this.visit(at.left), this.visit(at.right));
    const belongs = (part: Expression): part is Binary => part.kind === 'binary' && family.includes(part.operator);
    const reversed: { part: Expression; isInverse: boolean }[] = [];
    let rest: Expression = at;
    while (belongs(rest)) {
      reversed.push({ part: rest.right, isInverse: rest.operator === '-' || rest.operator === '/' });
      rest = rest.left;
    }
    reversed.push({ part: rest, isInverse: false });
    const chain = reversed.reverse().map(({ part, isInverse }) => ({ operand: this.visit(part), isInverse }));
    return checkChain(this.#checking, at, chain);
  }

  #call(at: Extract<Expression, { kind: 'call' }>): Operand {
    const operands = at.arguments.map((argument) => this.visit(argument));
    const definition = functionNamed(at.name);
    if (!definition) {
      const guess = nearest(at.name, functionNames);
      const code = guess === undefined ? 'formulas.unknown-function' : 'formulas.unknown-function-guess';
      this.#checking.problem(code, at.nameSpan, { name: at.name, ...(guess !== undefined && { guess }) });
      return { kind: 'unknown', at };
    }
    if (!checkCount(this.#checking, at, definition)) return { kind: 'unknown', at };
    return definition.kind === 'plain'
      ? checkPlain(this.#checking, at, definition, operands)
      : checkBranching(this.#checking, at, definition, operands);
  }
}
