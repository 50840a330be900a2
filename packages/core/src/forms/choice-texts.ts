/**
 * Where formulas hold a choice against a text: formulas see a choice as its label, so `{answer}="异常"` means the option
 * of that name. Whoever renames an option must know these texts, and a text that no option has is worth a warning.
 */

import { functionNamed } from '../expressions/formula/functions/registry.ts';
import { parentStep } from '../expressions/formula/names.ts';
import { parseFormula } from '../expressions/formula/parse.ts';
import type { Expression } from '../expressions/formula/syntax.ts';
import type { FieldDefinition } from './contract.ts';
import type { Levels } from './formulas.ts';
import { fieldTypeOf, findFieldType } from './registry.ts';

/**
 * How the text is read: `equal` as it stands, `criterion` as COUNTIF reads it (`"<>异常"`, `"异*"`), `part` somewhere in
 * a function of texts, `result` as what a default formula chooses.
 */
export type TextUse = 'equal' | 'criterion' | 'part' | 'result';

export interface ChoiceText {
  /** Where it stands in the formula, quotes included. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly use: TextUse;
  readonly field: FieldDefinition;
}

/**
 * Every text that a formula holds against a choice with options of its own, or a yes and no, in the order of the formula.
 * @param levels the fieldset the formula stands in, then those around it
 * @param chosenBy the field whose default the formula is
 */
export function choiceTexts(formula: string, levels: Levels, chosenBy?: FieldDefinition): ChoiceText[] {
  const found: ChoiceText[] = [];
  const pair = (field: FieldDefinition | undefined, at: Expression | undefined, use: TextUse): void => {
    if (field && at?.kind === 'text') found.push({ from: at.from, to: at.to, text: at.value, use, field });
  };
  const choice = (at: Expression | undefined) => (at?.kind === 'field' ? choiceNamed(at, levels) : undefined);
  const visit = (at: Expression): void => {
    if (at.kind === 'unary') visit(at.operand);
    if (at.kind === 'binary') {
      visit(at.left);
      visit(at.right);
      if (!comparisons.has(at.operator)) return;
      pair(choice(at.left), at.right, 'equal');
      pair(choice(at.right), at.left, 'equal');
    }
    if (at.kind !== 'call') return;
    at.arguments.forEach(visit);
    const name = functionNamed(at.name)?.name ?? '';
    const [first, second] = at.arguments;
    if (criteria.has(name)) pair(choice(first), second, 'criterion');
    else if (name === 'INCLUDES') pair(choice(first), second, 'equal');
    else if (name === 'SWITCH') for (const one of switchCases(at.arguments)) pair(choice(first), one, 'equal');
    else if (!branching.has(name))
      for (const named of at.arguments) for (const text of at.arguments) pair(choice(named), text, 'part');
  };
  const { expression } = parseFormula(formula);
  visit(expression);
  const chosen = chosenBy && isChoice(chosenBy) ? chosenBy : undefined;
  if (chosen) for (const result of resultsOf(expression)) pair(chosen, result, 'result');
  return found.sort((one, other) => one.from - other.from);
}

const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const criteria: ReadonlySet<string> = new Set(['COUNTIF', 'SUMIF', 'AVERAGEIF']);
/** Their arguments are conditions and results; none is held against another. */
const branching: ReadonlySet<string> = new Set(['IF', 'IFS', 'CHOOSE', 'IFERROR', 'IFNA', 'AND', 'OR', 'XOR', 'NOT']);

/** `SWITCH(value, case, result, case, result, otherwise)`. */
function switchCases(given: readonly Expression[]): readonly Expression[] {
  return given.filter((_, index) => index % 2 === 1 && index + 1 < given.length);
}

/** What a formula may give as it is written. */
function resultsOf(at: Expression): Expression[] {
  if (at.kind !== 'call') return [at];
  const given = at.arguments;
  const inside = (list: readonly Expression[]) => list.flatMap(resultsOf);
  switch (functionNamed(at.name)?.name) {
    case 'IF':
    case 'CHOOSE':
      return inside(given.slice(1));
    case 'IFS':
      return inside(given.filter((_, index) => index % 2 === 1));
    case 'SWITCH':
      return inside(given.slice(1).filter((_, index) => index % 2 === 1 || index + 2 === given.length));
    case 'IFERROR':
    case 'IFNA':
      return inside(given);
    default:
      return [];
  }
}

/** The choice a stored name stands for, as formulas find it; undefined for anything else. */
function choiceNamed({ path }: Extract<Expression, { kind: 'field' }>, levels: Levels): FieldDefinition | undefined {
  let up = 0;
  while (path[up] === parentStep) up += 1;
  const [key, column, ...rest] = path.slice(up);
  if (rest.length > 0) return undefined;
  const field = (levels[up]?.fields ?? []).find((one) => one?.key === key);
  if (column === undefined) return field && isChoice(field) ? field : undefined;
  const inner = field?.type === 'subform' ? field.fields.find((one) => one?.key === column) : undefined;
  return inner && isChoice(inner) ? inner : undefined;
}

/** Yes and no are none by their labels: formulas see TRUE and FALSE, and a text beside them is worth a warning. */
function isChoice(field: FieldDefinition): boolean {
  return field.type === 'yesNo' || labelsOf(field).length > 0;
}

/** Labels of a field's own options at every level; none where they come from a dictionary. */
export function labelsOf(field: FieldDefinition): readonly { readonly code: string; readonly label: string }[] {
  return (findFieldType(field.type) && fieldTypeOf(field).ownChoices?.(field)) ?? [];
}

const operatorShape = /^(?:>=|<=|<>|>|<|=)/;

export interface CriterionParts {
  readonly operator: string;
  /** What stands behind the operator, `*` and `?` for anything. */
  readonly pattern: string;
  /** The one text it means; undefined where it means several (`"异*"`) or blanks. */
  readonly label?: string;
}

/** `"<>异常"` as COUNTIF reads it. */
export function criterionParts(text: string): CriterionParts {
  const operator = operatorShape.exec(text)?.[0] ?? '';
  const pattern = text.slice(operator.length);
  if (pattern === '' || /(?<!~)[*?]/.test(pattern)) return { operator, pattern };
  return { operator, pattern, label: pattern.replace(/~([*?~])/g, '$1') };
}

/** The criterion that finds this label and no other. */
export function writtenCriterion(operator: string, label: string): string {
  const sign = operator === '' && operatorShape.test(label) ? '=' : operator;
  return `${sign}${label.replace(/[*?~]/g, '~$&')}`;
}
