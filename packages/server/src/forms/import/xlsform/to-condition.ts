/**
 * XPath as a condition: by comparisons wherever they say it, so that the designer can show and change it as sentences;
 * what they cannot say becomes a formula inside.
 */
import { isCalendarDay } from '@anshao/core/base/calendar-day.ts';
import type { Condition, ConditionOperator } from '@anshao/core/expressions/condition.ts';
import { Inexpressible, type Question, questionNamed, type Standpoint, stepsUp } from './questions.ts';
import { toFormula } from './to-formula.ts';
import type { XPath } from './xpath.ts';

/** @throws Inexpressible */
export function toCondition(expression: XPath, standpoint: Standpoint): Condition {
  const found = plainly(expression, standpoint);
  if (found) return found;
  const { text, result } = toFormula(expression, standpoint);
  if (result !== 'boolean') throw new Inexpressible('结果不是“是”或“否”');
  return { formula: text };
}

/** Whether a formula is part of it: those see empty values a little differently. */
export function hasFormula(condition: Condition): boolean {
  if ('formula' in condition) return true;
  if ('all' in condition) return condition.all.some(hasFormula);
  if ('any' in condition) return condition.any.some(hasFormula);
  return 'not' in condition && hasFormula(condition.not);
}

function plainly(part: XPath, standpoint: Standpoint): Condition | undefined {
  if (part.kind === 'binary') {
    const { operator, left, right } = part;
    if (operator === 'and') return { all: [...parts(part, 'and')].map((one) => toCondition(one, standpoint)) };
    if (operator === 'or') return { any: [...parts(part, 'or')].map((one) => toCondition(one, standpoint)) };
    return compared(operator, left, right, standpoint) ?? compared(turned(operator), right, left, standpoint);
  }
  if (part.kind !== 'call') return undefined;
  const [first, second] = part.arguments;
  if (part.name === 'not' && first && !second) return { not: toCondition(first, standpoint) };
  if (part.name === 'true') return { all: [] };
  if (part.name === 'false') return { any: [] };
  if (part.name === 'selected' && first && second?.kind === 'text') {
    const asked = readable(first, standpoint);
    if (!asked) return undefined;
    return { field: asked.path, op: asked.question.kind === 'texts' ? 'includes' : 'equals', value: second.value };
  }
  return undefined;
}

/** `a and b and c` is one list of three. */
function* parts(part: XPath, operator: 'and' | 'or'): Generator<XPath> {
  if (part.kind === 'binary' && part.operator === operator) {
    yield* parts(part.left, operator);
    yield* parts(part.right, operator);
  } else yield part;
}

const operators: Readonly<Record<string, ConditionOperator>> = {
  '=': 'equals',
  '!=': 'notEquals',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
};
const opposite: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const turned = (operator: string) => opposite[operator] ?? operator;

type Comparing = 'equals' | 'notEquals' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

function compared(operator: string, left: XPath, right: XPath, standpoint: Standpoint): Condition | undefined {
  const op = operators[operator] as Comparing | undefined;
  if (!op) return undefined;
  const length = left.kind === 'call' && left.name === 'string-length' ? left.arguments[0] : undefined;
  const asked = readable(length ?? left, standpoint);
  if (!asked) return undefined;
  const { question, path } = asked;
  if (length) return emptiness(path, operator, right);
  if (right.kind === 'text' && right.value === '') {
    if (op === 'equals') return { field: path, op: 'isEmpty' };
    return op === 'notEquals' ? { field: path, op: 'isNotEmpty' } : undefined;
  }
  if (question.kind === 'texts') return undefined;
  if (question.kind === 'text' && op !== 'equals' && op !== 'notEquals') return undefined;
  const other = right.kind === 'question' ? readable(right, standpoint) : undefined;
  if (other)
    return other.question.kind === question.kind ? { field: path, op, value: { field: other.path } } : undefined;
  const value = literal(right, question);
  return value === undefined ? undefined : { field: path, op, value };
}

/** `string-length(${x}) = 0` and its like. */
function emptiness(path: string, operator: string, right: XPath): Condition | undefined {
  if (right.kind !== 'number') return undefined;
  const isNone = (operator === '=' && right.value === 0) || (operator === '<' && right.value === 1);
  const isSome = (operator === '>' && right.value === 0) || (operator === '>=' && right.value === 1);
  if (isNone) return { field: path, op: 'isEmpty' };
  return isSome || (operator === '!=' && right.value === 0) ? { field: path, op: 'isNotEmpty' } : undefined;
}

/** A question that a comparison can name from here. */
function readable(part: XPath, standpoint: Standpoint): { question: Question; path: string } | undefined {
  if (part.kind !== 'question' && part.kind !== 'self') return undefined;
  const question = part.kind === 'self' ? standpoint.self : questionNamed(part.name, standpoint);
  if (!question) throw new Inexpressible('这里的“.”没有所指');
  const up = stepsUp(question, standpoint);
  return up === undefined ? undefined : { question, path: `${'$parent.'.repeat(up)}${question.field.key}` };
}

/** A value as the field holds it. */
function literal(part: XPath, { kind, labels, name }: Question): string | number | boolean | undefined {
  const isDay = part.kind === 'call' && part.name === 'date' && part.arguments[0]?.kind === 'text';
  const given = isDay
    ? part.arguments[0]
    : part.kind === 'negative' && part.of.kind === 'number'
      ? { kind: 'number' as const, value: -part.of.value }
      : part;
  if (given?.kind !== 'text' && given?.kind !== 'number') return undefined;
  const text = String(given.value);
  switch (kind) {
    case 'text':
      if (labels && !labels.has(text)) throw new Inexpressible(`“${name}”没有“${text}”这个选项`);
      return text;
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      // What ODK keeps for something acknowledged.
      return text === 'OK' || text === 'true' ? true : text === 'false' ? false : undefined;
    case 'date':
      return isCalendarDay(text) ? text : undefined;
    default:
      return undefined;
  }
}
