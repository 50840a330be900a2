/**
 * Formulas that hold a choice against a text none of its options has: an option that was renamed where nobody could
 * follow, or a slip of the pen. The formula is sound and never what was meant, so it is told and stands in nobody's way.
 */
import type { FieldProblem } from '../base/errors.ts';
import type { Condition } from '../expressions/condition.ts';
import { fold } from '../expressions/formula/values.ts';
import { matcher } from '../expressions/formula/wildcards.ts';
import { joinPath } from '../expressions/problems.ts';
import { type ChoiceText, choiceTexts, criterionParts, labelsOf } from './choice-texts.ts';
import type { DisplayRule, FieldDefinition, FormDefinition } from './contract.ts';
import type { Levels } from './formulas.ts';
import { problem } from './messages.ts';
import { answerLabels } from './types/yes-no.ts';

export interface StrangeText {
  /** Where the formula stands in the document: `fields[2].formula`. */
  readonly path: string;
  /** What it belongs to: a field with its path (`items.score`), or the form where neither is told. */
  readonly owner?: { readonly path: string; readonly label: string };
  readonly choice: FieldDefinition;
  readonly text: string;
}

// A list of streets would fill the screen.
const mostNamed = 10;

/** @param definition has passed `checkDefinition` */
export function strangeTexts(definition: FormDefinition): StrangeText[] {
  const found: StrangeText[] = [];
  const look = (formula: string, path: string, levels: Levels, owner: StrangeText['owner']): void => {
    for (const { text, field, ...rest } of choiceTexts(formula, levels))
      if (isStrange({ text, field, ...rest })) found.push({ path, choice: field, text, ...(owner && { owner }) });
  };
  const lookIn = (condition: unknown, path: string, levels: Levels, owner?: StrangeText['owner']): void => {
    for (const [formula, at] of formulasIn(condition, path)) look(formula, at, levels, owner);
  };
  const rules = (list: readonly DisplayRule[] | undefined, path: string, levels: Levels): void => {
    for (const [index, { when }] of (list ?? []).entries())
      lookIn(when, `${joinPath(path, 'displayRules')}[${index}].when`, levels);
  };
  const fields = (levels: Levels, path: string, keys: string): void => {
    levels[0].fields.forEach((field, index) => {
      const at = joinPath(path, `fields[${index}]`);
      const owner = { path: joinPath(keys, field.key), label: field.label };
      for (const setting of ['visible', 'required', 'readOnly'] as const)
        lookIn(field[setting], `${at}.${setting}`, levels, owner);
      field.checks?.forEach(({ rule }, place) => {
        lookIn(rule, `${at}.checks[${place}].rule`, levels, owner);
      });
      if (field.default && 'formula' in field.default)
        look(field.default.formula, `${at}.default.formula`, levels, owner);
      if (field.type === 'formula') look(field.formula, `${at}.formula`, levels, owner);
      if (field.type !== 'subform') return;
      fields([field, ...levels], at, owner.path);
      rules(field.displayRules, at, [field, ...levels]);
    });
  };
  fields([definition], '', '');
  rules(definition.displayRules, '', [definition]);
  lookIn(definition.layout, 'layout', [definition]);
  return found;
}

/** The same as problems of the parts that have the formulas. */
export function strangeTextProblems(definition: FormDefinition): FieldProblem[] {
  return strangeTexts(definition).map(({ path, choice, text }) =>
    problem(path, 'forms.strange-text', { label: choice.label, text, options: namesOf(choice) }),
  );
}

/** The options there are, as a sentence lists them. */
export function namesOf(choice: FieldDefinition): string {
  if (choice.type === 'yesNo') {
    const { yes, no } = answerLabels(choice);
    return `TRUE（${yes}）、FALSE（${no}），不加引号`;
  }
  const labels = labelsOf(choice).map(({ label }) => label);
  return labels.slice(0, mostNamed).join('、') + (labels.length > mostNamed ? '…' : '');
}

function isStrange({ text, use, field }: ChoiceText): boolean {
  if (text === '' || (use !== 'equal' && use !== 'criterion')) return false;
  const labels = labelsOf(field).map(({ label }) => label);
  // Beside yes and no a text never holds, unless a criterion reads it as one of them.
  if (field.type === 'yesNo') return use === 'equal' || !/^(?:=|<>)?(?:true|false)?$/i.test(text);
  if (use === 'equal') return !labels.some((label) => fold(label) === fold(text));
  const { operator, pattern } = criterionParts(text);
  const isOrder = operator !== '' && operator !== '=' && operator !== '<>';
  return pattern !== '' && !isOrder && !labels.some(matcher(pattern));
}

/** Formulas in a condition, or in whatever has conditions in it, each with its place. */
function* formulasIn(within: unknown, path: string): Generator<readonly [formula: string, path: string]> {
  if (Array.isArray(within)) for (const [index, one] of within.entries()) yield* formulasIn(one, `${path}[${index}]`);
  else if (typeof within === 'object' && within !== null) {
    const { formula } = within as Partial<Extract<Condition, { formula: string }>>;
    if (typeof formula === 'string') yield [formula, `${path}.formula`];
    else for (const [name, one] of Object.entries(within)) yield* formulasIn(one, `${path}.${name}`);
  }
}
