/**
 * When an option gets another label, the texts that formulas hold against that choice follow: `COUNTIF({items.answer},
 * "异常")` goes on counting the same option. A text that two options would share stays as it was written.
 */
import type { Condition } from '../../../expressions/condition.ts';
import { fold } from '../../../expressions/formula/values.ts';
import { type ChoiceText, choiceTexts, criterionParts, labelsOf, writtenCriterion } from '../../choice-texts.ts';
import type { FieldDefinition, Fieldset } from '../../contract.ts';
import type { Levels } from '../../formulas.ts';
import { renamedCondition, renamedField, renamedLayout, renamedRules } from '../names.ts';
import { type Drawn, fieldAt, isSubform, type PartRef } from '../parts.ts';

/**
 * @param before the form with the labels that its formulas know
 * @param after the same with the options of one field changed
 */
export function followOptions(before: Drawn, after: Drawn, path: PartRef): Drawn {
  const [was, is] = [fieldAt(before, path), fieldAt(after, path)];
  if (!was || !is || was === is) return after;
  const names = renamedLabels(was, is);
  if (names.size === 0) return after;
  const inFormula = (levels: Levels, chosenBy?: FieldDefinition) => (formula: string) =>
    replaced(
      formula,
      choiceTexts(formula, levels, chosenBy).filter(({ field }) => field === is),
      names,
    );
  const inCondition = (levels: Levels) => (given: Condition) =>
    renamedCondition(given, (name) => name, inFormula(levels));
  const sameKey = (key: string) => key;

  const inFields = (levels: Levels): readonly FieldDefinition[] => {
    const [{ fields }] = levels;
    const next = fields.map((field) => {
      const own = renamedField(field, inCondition(levels), inFormula(levels, field), sameKey);
      if (!isSubform(own)) return own;
      const rows: Levels = [field as Fieldset & FieldDefinition, ...levels];
      const inner = inFields(rows);
      const rules = own.displayRules && renamedRules(own.displayRules, inCondition(rows), sameKey);
      if (inner === own.fields && rules === own.displayRules) return own;
      return { ...own, fields: inner, ...(rules && { displayRules: rules }) } as FieldDefinition;
    });
    return next.every((field, index) => field === fields[index]) ? fields : next;
  };

  const fields = inFields([after]);
  const layout = renamedLayout(after.layout, inCondition([after]));
  const rules = after.displayRules && renamedRules(after.displayRules, inCondition([after]), sameKey);
  if (fields === after.fields && layout === after.layout && rules === after.displayRules) return after;
  return { ...after, fields, layout, ...(rules && { displayRules: rules }) };
}

/** Former labels, as formulas compare them, with what stands in their place. */
function renamedLabels(was: FieldDefinition, is: FieldDefinition): ReadonlyMap<string, string> {
  const now = new Map(labelsOf(is).map(({ code, label }) => [code, label]));
  const [before, after] = [countsOf(labelsOf(was)), countsOf(labelsOf(is))];
  const names = new Map<string, string>();
  for (const { code, label } of labelsOf(was)) {
    const next = now.get(code);
    if (next === undefined || next === label) continue;
    if (before.get(fold(label)) === 1 && after.get(fold(next)) === 1) names.set(fold(label), next);
  }
  return names;
}

function countsOf(options: readonly { readonly label: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of options) counts.set(fold(label), (counts.get(fold(label)) ?? 0) + 1);
  return counts;
}

function replaced(formula: string, texts: readonly ChoiceText[], names: ReadonlyMap<string, string>): string {
  let next = '';
  let done = 0;
  for (const { from, to, text, use } of texts) {
    const written = use === 'criterion' ? inCriterion(text, names) : names.get(fold(text));
    // One text beside the same choice on both sides of a function is found twice.
    if (written === undefined || from < done) continue;
    next += `${formula.slice(done, from)}"${written.replaceAll('"', '""')}"`;
    done = to;
  }
  return next + formula.slice(done);
}

function inCriterion(text: string, names: ReadonlyMap<string, string>): string | undefined {
  const { operator, label } = criterionParts(text);
  const next = label === undefined ? undefined : names.get(fold(label));
  return next === undefined ? undefined : writtenCriterion(operator, next);
}
