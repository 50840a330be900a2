/**
 * Fields of one fieldset that read alike. Nothing breaks, since keys differ, but who fills the form, reads its sheet or
 * names a field in a formula cannot tell them apart: it is told and stands in nobody's way.
 */
import type { FieldProblem } from '../base/errors.ts';
import { joinPath } from '../expressions/problems.ts';
import type { Fieldset } from './contract.ts';
import { problem } from './messages.ts';

/** @param fieldset has passed `checkDefinition` */
export function sameLabelProblems(fieldset: Fieldset, path = ''): FieldProblem[] {
  const seen = new Set<string>();
  return fieldset.fields.flatMap((field, index) => {
    const at = joinPath(path, `fields[${index}]`);
    const label = field.label.trim();
    const problems = field.type === 'subform' ? sameLabelProblems(field, at) : [];
    if (seen.has(label)) problems.unshift(problem(joinPath(at, 'label'), 'forms.same-label', { label }));
    seen.add(label);
    return problems;
  });
}
