/** A formula as the designer shows it: by the labels of fields, not by the keys it is stored with. */
import { parseFormula } from '@anshao/core/expressions/formula/parse.ts';
import { printFormula } from '@anshao/core/expressions/formula/print.ts';
import type { Fieldset } from '@anshao/core/forms/contract.ts';
import { formulaScope } from '@anshao/core/forms/formulas.ts';
import type { DraftField } from './draft.ts';

interface DraftFieldset {
  readonly fields: readonly DraftField[];
}

/** @param levels the fieldset that the formula stands in, then those around it; all of their fields are known by now */
export function shownFormula(text: string, levels: readonly [DraftFieldset, ...DraftFieldset[]]): string {
  const { expression, problems } = parseFormula(text);
  if (problems.length > 0) return text;
  // A scope leaves out what is no sound field yet.
  const [own, ...around] = levels as unknown as [Fieldset, ...Fieldset[]];
  return printFormula(expression, formulaScope([own, ...around]), 'label');
}

/** The fieldset of a subform, by keys from the form down, and those around it. */
export function levelsAt(form: DraftFieldset, within: readonly string[]): [DraftFieldset, ...DraftFieldset[]] {
  let levels: [DraftFieldset, ...DraftFieldset[]] = [form];
  for (const key of within) {
    const inner = levels[0].fields.find((field) => field.key === key)?.fields as DraftField[] | undefined;
    levels = [{ fields: inner ?? [] }, ...levels];
  }
  return levels;
}
