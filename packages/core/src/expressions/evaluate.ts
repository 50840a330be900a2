/** The JavaScript backend of conditions; what they mean stands at the head of `condition.ts`. */
import { type Comparison, type Condition, type ConditionOperand, isOtherField } from './condition.ts';

/** Values a condition may read; a subform row has the record it belongs to as `parent`. */
export interface Scope<Situation = unknown> {
  readonly values: Readonly<Record<string, unknown>>;
  readonly parent?: Scope<Situation> | undefined;
  /** What formulas need besides values: the day, the work calendar. */
  readonly situation?: Situation | undefined;
}

/** Prepares the formulas inside conditions, which need to know the fields. */
export type FormulaCompiler = (formula: string) => Predicate;

export type Predicate = (scope: Scope) => boolean;
type Reader = (scope: Scope) => unknown;

/**
 * Whether the condition holds for these values. For many records prepare it once with `compileCondition`.
 * @param values by field key, in canonical form (what `prepare` of a form returns)
 * @param parent values of the record a subform row belongs to
 */
export function evaluate(condition: Condition, values: Scope['values'], parent?: Scope['values']): boolean {
  return compileCondition(condition)({ values, parent: parent && { values: parent } });
}

/**
 * Turns a condition into a function; costs grow with the size of the condition, calls are cheap.
 * @throws when a formula stands in it and there is no compiler for them
 */
export function compileCondition(condition: Condition, compileFormula?: FormulaCompiler): Predicate {
  if ('formula' in condition) {
    if (!compileFormula) throw new Error('A formula stands in a condition where none may');
    return compileFormula(condition.formula);
  }
  const compile = (part: Condition) => compileCondition(part, compileFormula);
  if ('all' in condition) {
    const parts = condition.all.map(compile);
    return (scope) => parts.every((part) => part(scope));
  }
  if ('any' in condition) {
    const parts = condition.any.map(compile);
    return (scope) => parts.some((part) => part(scope));
  }
  if ('not' in condition) {
    const inner = compile(condition.not);
    return (scope) => !inner(scope);
  }
  return compileComparison(condition);
}

function compileComparison(comparison: Comparison): Predicate {
  const read = reader(comparison.field);
  switch (comparison.op) {
    case 'isEmpty':
      return (scope) => isEmptyValue(read(scope));
    case 'isNotEmpty':
      return (scope) => !isEmptyValue(read(scope));
    case 'in':
    case 'notIn': {
      const members = new Set<unknown>(comparison.value.filter((member) => member !== null));
      const wanted = comparison.op === 'in';
      return (scope) => members.has(plainZero(read(scope))) === wanted;
    }
    case 'between': {
      const low = operandReader(comparison.value[0]);
      const high = operandReader(comparison.value[1]);
      return (scope) => {
        const value = read(scope);
        return isOrdered(low(scope), value, true) && isOrdered(value, high(scope), true);
      };
    }
    default: {
      const operand = operandReader(comparison.value);
      const test = binary[comparison.op];
      return (scope) => test(read(scope), operand(scope));
    }
  }
}

type BinaryOperator = Exclude<Comparison['op'], 'isEmpty' | 'isNotEmpty' | 'in' | 'notIn' | 'between'>;

const binary: Readonly<Record<BinaryOperator, (left: unknown, right: unknown) => boolean>> = {
  equals: isEqual,
  notEquals: (left, right) => !isEqual(left, right),
  less: (left, right) => isOrdered(left, right, false),
  lessOrEqual: (left, right) => isOrdered(left, right, true),
  greater: (left, right) => isOrdered(right, left, false),
  greaterOrEqual: (left, right) => isOrdered(right, left, true),
  contains: (left, right) => typeof left === 'string' && typeof right === 'string' && left.includes(right),
  startsWith: (left, right) => typeof left === 'string' && typeof right === 'string' && left.startsWith(right),
  includes: (left, right) => Array.isArray(left) && typeof right === 'string' && left.includes(right),
};

function isEqual(left: unknown, right: unknown): boolean {
  return left !== null && left !== undefined && typeof left !== 'object' && left === right;
}

function isOrdered(left: unknown, right: unknown, orEqual: boolean): boolean {
  if (typeof left === 'number' && typeof right === 'number') return orEqual ? left <= right : left < right;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const order = compareText(left, right);
  return orEqual ? order <= 0 : order < 0;
}

/**
 * Order by code point, as bytes of UTF-8 order (`collate "C"`). Plain `<` orders by UTF-16 unit and would put an emoji
 * before U+FF01 (！).
 */
export function compareText(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const isSurrogateA = a >= 0xd800 && a <= 0xdfff;
    const isSurrogateB = b >= 0xd800 && b <= 0xdfff;
    if (isSurrogateA !== isSurrogateB) return isSurrogateA ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

/** Nothing there: null, missing, `''` or a list without members. */
export function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function plainZero(value: unknown): unknown {
  return value === 0 ? 0 : value;
}

function operandReader(operand: ConditionOperand): Reader {
  if (isOtherField(operand)) return reader(operand.field);
  return () => operand;
}

function reader(path: string): Reader {
  const steps = path.split('.');
  const key = steps.at(-1) as string;
  const up = steps.length - 1;
  const own = (scope: Scope | undefined): unknown =>
    scope && Object.hasOwn(scope.values, key) ? scope.values[key] : undefined;
  if (up === 0) return own;
  return (scope) => {
    let from: Scope | undefined = scope;
    for (let step = 0; step < up; step++) from = from?.parent;
    return own(from);
  };
}
