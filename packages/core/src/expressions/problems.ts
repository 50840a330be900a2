/**
 * How a problem becomes a sentence. Code and details travel; the words are chosen where a person reads them, by
 * language and from the catalogue of the module that raised the problem.
 */
import { type ErrorCatalogue, type FieldProblem, wordError } from '../base/errors.ts';

export type { FieldProblem };
export type Language = 'zh' | 'en';

/**
 * The sentence for a problem. A code the catalogue lacks (a newer server, an older page) is shown as it is, so that it
 * can still be reported.
 */
export function sentenceFor(problem: FieldProblem, catalogue: ErrorCatalogue, language: Language = 'zh'): string {
  const entry = Object.hasOwn(catalogue, problem.code) ? catalogue[problem.code] : undefined;
  return entry ? wordError(entry, language, problem.details) : problem.code;
}

/** Puts problems of a part below the part's own path: `[2]` under `photos` is `photos[2]`, `at` is `photos.at`. */
export function below(path: string, problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, path: joinPath(path, problem.path) }));
}

export function joinPath(path: string, rest: string): string {
  if (path === '' || rest === '') return path + rest;
  return rest.startsWith('[') ? path + rest : `${path}.${rest}`;
}
