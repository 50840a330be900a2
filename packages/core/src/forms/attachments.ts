/** What fields with uploaded files share: one file or a list of them, each once, of certain kinds. */
import type { FieldProblem } from '../base/errors.ts';
import type { FileKind } from '../files/contract.ts';
import type { FormContext } from './contract.ts';
import { problem } from './messages.ts';
import { idListProblems } from './types/values/ids.ts';

/** What a single file must be. */
export interface FileDemands {
  readonly kinds: readonly FileKind[];
  /** Only files made inside the form count. */
  readonly cameraOnly: boolean;
  /** Seconds a film or sound may last. */
  readonly maxSeconds?: number | undefined;
}

export interface AttachmentDemands extends FileDemands {
  readonly min: number;
  readonly max: number;
}

/** Files that the record already had are not questioned again: rules may have become stricter since. */
export function attachmentProblems(
  value: unknown,
  demands: AttachmentDemands,
  context: FormContext,
  previous: unknown,
): readonly FieldProblem[] {
  const kept = new Set<unknown>(Array.isArray(previous) ? previous : []);
  return idListProblems(value, demands, (id, path) =>
    kept.has(id) ? undefined : fileProblem(id, path, demands, context),
  );
}

/** Undefined as well where nothing is known about files: a phone without signal. */
export function fileProblem(
  id: string,
  path: string,
  { kinds, cameraOnly, maxSeconds }: FileDemands,
  context: FormContext,
): FieldProblem | undefined {
  if (!context.files) return undefined;
  const file = context.files.get(id);
  if (!file) return problem(path, 'forms.file-missing');
  if (!kinds.includes(file.kind)) return problem(path, 'forms.file-kind', { kind: file.kind, accepted: kinds });
  if (cameraOnly && !file.fromCamera) return problem(path, 'forms.camera-only');
  if (maxSeconds !== undefined && file.seconds !== undefined && file.seconds > maxSeconds)
    return problem(path, 'forms.lasts-too-long', { max: maxSeconds });
  return undefined;
}
