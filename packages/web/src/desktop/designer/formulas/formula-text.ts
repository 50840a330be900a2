/**
 * A formula as it is typed and as it is stored. People read labels, the draft keeps keys, so that a renamed field
 * changes no formula. What is not sound yet is kept as it was typed: nothing of a draft is lost.
 */
import { type CheckedFormula, checkFormula } from '@anshao/core/expressions/formula/check.ts';
import { printFormula } from '@anshao/core/expressions/formula/print.ts';
import type { FormulaScope, ScalarType } from '@anshao/core/expressions/formula/types.ts';

/** As people read it. */
export function shownText(formula: string, scope: FormulaScope): string {
  const { expression, problems } = checkFormula(formula, scope);
  return problems.length > 0 ? formula : printFormula(expression, scope, 'label');
}

export interface Typed {
  readonly checked: CheckedFormula;
  /** What the draft keeps. */
  readonly stored: string;
}

export function typedText(text: string, scope: FormulaScope, wanted: ScalarType | undefined): Typed {
  const checked = checkFormula(text, scope, wanted);
  const isSound = checked.problems.length === 0;
  return { checked, stored: isSound ? printFormula(checked.expression, scope, 'key') : text };
}
