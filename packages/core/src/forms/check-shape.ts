/** Whether a document has the outline a schema demands, told as problems with paths into the document. */
import type { Compile } from 'typebox/compile';
import type { FieldProblem } from '../base/errors.ts';
import { joinPath } from '../expressions/problems.ts';
import { problem } from './messages.ts';

export type Checker = ReturnType<typeof Compile>;

/** One problem for each place: a union reports every branch that did not fit. */
export function shapeProblems(checker: Checker, value: unknown, path: string): FieldProblem[] {
  if (checker.Check(value)) return [];
  const byPath = new Map<string, FieldProblem>();
  for (const error of checker.Errors(value)) {
    const at = joinPath(path, documentPath(error.instancePath));
    const unknown = error.keyword === 'additionalProperties' ? error.params.additionalProperties : undefined;
    if (unknown) {
      for (const setting of unknown) {
        const place = joinPath(at, setting);
        byPath.set(place, problem(place, 'forms.unknown-setting', { setting }));
      }
    } else if (!byPath.has(at)) byPath.set(at, problem(at, 'forms.definition-malformed', { reason: error.message }));
  }
  return [...byPath.values()];
}

/** `/fields/0/label` → `fields[0].label`. */
function documentPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => joinPath(path, /^\d+$/.test(step) ? `[${step}]` : step), '');
}
