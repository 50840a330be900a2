import type { FieldProblem } from '@anshao/core/base/errors.ts';
import { sentenceOf } from '../base/sentences.ts';

/** Sentences by path, the first problem of each path. */
export function sentencesByPath(problems: readonly FieldProblem[]): ReadonlyMap<string, string> {
  const sentences = new Map<string, string>();
  for (const { path, code, details } of problems)
    if (!sentences.has(path)) sentences.set(path, sentenceOf(code, details));
  return sentences;
}

/** Problems at a path or below it: `items[3].photos[1]` is a matter of `items[3].photos`. */
export function sentenceAt(sentences: ReadonlyMap<string, string>, path: string): string | undefined {
  const own = sentences.get(path);
  if (own) return own;
  for (const [at, sentence] of sentences) if (at.startsWith(`${path}[`) || at.startsWith(`${path}.`)) return sentence;
  return undefined;
}
