/** What photos and files share: a list of uploaded files by id, each once, within a number of pieces. */
import type { FieldProblem } from '../base/errors.ts';
import type { FileKind } from '../files/contract.ts';
import type { FormContext } from './contract.ts';
import { isId, normaliseId } from './ids.ts';
import { problem } from './messages.ts';

export function normaliseIds(value: unknown): unknown {
  return Array.isArray(value) ? value.map(normaliseId) : value;
}

export interface AttachmentDemands {
  readonly min: number;
  readonly max: number;
  readonly kinds: readonly FileKind[];
  readonly cameraOnly: boolean;
}

/** Files that the record already had are not questioned again: rules may have become stricter since. */
export function attachmentProblems(
  value: unknown,
  demands: AttachmentDemands,
  context: FormContext,
  previous: unknown,
): FieldProblem[] {
  if (!Array.isArray(value)) return [problem('', 'forms.wrong-type')];
  const problems: FieldProblem[] = [];
  if (value.length < demands.min)
    problems.push(problem('', 'forms.too-few', { min: demands.min, count: value.length }));
  if (value.length > demands.max)
    problems.push(problem('', 'forms.too-many', { max: demands.max, count: value.length }));
  const seen = new Set<string>();
  const kept = new Set<unknown>(Array.isArray(previous) ? previous : []);
  value.forEach((id: unknown, index) => {
    const path = `[${index}]`;
    if (!isId(id)) problems.push(problem(path, 'forms.wrong-type'));
    else if (seen.has(id)) problems.push(problem(path, 'forms.repeated'));
    else {
      seen.add(id);
      if (!context.files || kept.has(id)) return;
      const file = context.files.get(id);
      if (!file) problems.push(problem(path, 'forms.file-missing'));
      else if (!demands.kinds.includes(file.kind))
        problems.push(problem(path, 'forms.file-kind', { kind: file.kind, accepted: demands.kinds }));
      else if (demands.cameraOnly && !file.fromCamera) problems.push(problem(path, 'forms.camera-only'));
    }
  });
  return problems;
}
