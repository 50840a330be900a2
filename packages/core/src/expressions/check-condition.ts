/** Checks a condition against the fields it may read, before either backend runs it. */

import { isCalendarDay, isCanonicalInstant } from '../base/calendar-day.ts';
import { Compile } from '../base/compile.ts';
import type { FieldProblem } from '../base/errors.ts';
import {
  type Comparison,
  Condition,
  type ConditionOperand,
  type ConditionOperator,
  type ConditionScalar,
  isOtherField,
  type ValueKind,
} from './condition.ts';
import type { ConditionProblemCode } from './messages.ts';
import { below } from './problems.ts';

export const conditionLimits = { depth: 12, comparisons: 200 } as const;

const equality = ['equals', 'notEquals', 'in', 'notIn'] as const;
const order = ['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'between'] as const;
const emptiness = ['isEmpty', 'isNotEmpty'] as const;

/** Which questions each kind of value can answer. */
export const operatorsFor: Readonly<Record<ValueKind, readonly ConditionOperator[]>> = {
  text: [...equality, ...order, 'contains', 'startsWith', ...emptiness],
  number: [...equality, ...order, ...emptiness],
  date: [...equality, ...order, ...emptiness],
  dateTime: [...equality, ...order, ...emptiness],
  boolean: [...equality, ...emptiness],
  id: [...equality, ...emptiness],
  texts: ['includes', ...emptiness],
  ids: ['includes', ...emptiness],
  opaque: emptiness,
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isText = (value: ConditionScalar) => typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
const isUuid = (value: ConditionScalar) => typeof value === 'string' && uuid.test(value);

/** Whether a literal is the canonical form of a value of that kind. Null never is: `isEmpty` asks for nothing there. */
const isLiteralOf: Readonly<Record<ValueKind, (value: ConditionScalar) => boolean>> = {
  text: isText,
  texts: isText,
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  date: isCalendarDay,
  dateTime: isCanonicalInstant,
  id: isUuid,
  ids: isUuid,
  opaque: () => false,
};

const shape = Compile(Condition);

/**
 * Everything wrong with a condition; paths are relative to it (`all[1].value`). An empty list means both backends can
 * run it.
 * @param kindOf kind of the value at a path, undefined when there is no such field
 * @param checkFormula problems of a formula that must give true or false; without it formulas are refused
 */
export function checkCondition(
  condition: unknown,
  kindOf: (path: string) => ValueKind | undefined,
  checkFormula?: (formula: string) => readonly FieldProblem[],
): FieldProblem[] {
  // The depth first: a schema walking a million brackets would overflow the stack.
  if (isTooDeep(condition, conditionLimits.depth)) return [problem('', 'expressions.too-large')];
  if (!shape.Check(condition)) {
    // A formula that is too long for the schema has better words for it.
    const { formula } = (condition ?? {}) as { formula?: unknown };
    const found = typeof formula === 'string' ? (checkFormula?.(formula) ?? []) : [];
    return found.length > 0 ? below('formula', found) : [problem('', 'expressions.malformed')];
  }
  const problems: FieldProblem[] = [];
  let comparisons = 0;
  const visit = (part: Condition, path: string): void => {
    if ('all' in part) for (const [index, inner] of part.all.entries()) visit(inner, `${path}all[${index}].`);
    else if ('any' in part) for (const [index, inner] of part.any.entries()) visit(inner, `${path}any[${index}].`);
    else if ('not' in part) visit(part.not, `${path}not.`);
    else if ('formula' in part) {
      comparisons += 1;
      problems.push(...below(`${path}formula`, checkFormula?.(part.formula) ?? [problem('', 'expressions.malformed')]));
    } else {
      comparisons += 1;
      problems.push(...comparisonProblems(part, path, kindOf));
    }
  };
  visit(condition, '');
  if (comparisons > conditionLimits.comparisons) return [problem('', 'expressions.too-large')];
  return problems;
}

function comparisonProblems(
  comparison: Comparison,
  path: string,
  kindOf: (path: string) => ValueKind | undefined,
): FieldProblem[] {
  const { field } = comparison;
  const kind = kindOf(field);
  if (!kind) return [problem(`${path}field`, 'expressions.unknown-field', { field })];
  if (!operatorsFor[kind].includes(comparison.op))
    return [problem(`${path}op`, 'expressions.wrong-operator', { field })];
  if (!('value' in comparison)) return [];
  const problems: FieldProblem[] = [];
  const wanted: ValueKind = kind === 'texts' ? 'text' : kind === 'ids' ? 'id' : kind;
  const checkOperand = (operand: ConditionOperand, at: string): void => {
    if (isOtherField(operand)) {
      const other = kindOf(operand.field);
      if (!other) problems.push(problem(at, 'expressions.unknown-field', { field: operand.field }));
      else if (other !== wanted) problems.push(problem(at, 'expressions.wrong-value', { field }));
    } else if (!isLiteralOf[wanted](operand)) problems.push(problem(at, 'expressions.wrong-value', { field }));
  };
  if (Array.isArray(comparison.value))
    for (const [index, operand] of comparison.value.entries()) checkOperand(operand, `${path}value[${index}]`);
  else checkOperand(comparison.value as ConditionOperand, `${path}value`);
  return problems;
}

function isTooDeep(part: unknown, left: number): boolean {
  if (typeof part !== 'object' || part === null) return false;
  if (left < 0) return true;
  const { all, any, not } = part as { all?: unknown; any?: unknown; not?: unknown };
  for (const list of [all, any])
    if (Array.isArray(list) && list.some((inner) => isTooDeep(inner, left - 1))) return true;
  return isTooDeep(not, left - 1);
}

function problem(path: string, code: ConditionProblemCode, details?: Readonly<Record<string, unknown>>): FieldProblem {
  return details ? { path, code, details } : { path, code };
}
