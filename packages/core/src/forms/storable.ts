/** What may be stored as a document: on the server, and told while it is drawn. */
import type { FieldProblem } from '../base/errors.ts';
import { isUnsafeText } from './clean-text.ts';
import { problem } from './messages.ts';

/** Deeper than anything that is drawn; deeper still, readers of ours and PostgreSQL's would run out of stack. */
const deepest = 60;

/** Texts that cannot be stored anywhere in a document, and nesting without end; each with its path. */
export function storageProblems(document: unknown, at = ''): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: document, path: at, depth: 0 }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { value, path, depth } = part;
    if (typeof value === 'string') {
      if (isUnsafeText(value)) problems.push(problem(path, 'forms.unsafe-characters'));
    } else if (typeof value === 'object' && value !== null) {
      if (depth === deepest) {
        problems.push(problem(path, 'forms.too-nested'));
        continue;
      }
      const isList = Array.isArray(value);
      for (const [key, inner] of Object.entries(value)) {
        const safe = isUnsafeText(key) ? '?' : key;
        const below = isList ? `${path}[${key}]` : path === '' ? safe : `${path}.${safe}`;
        if (safe !== key) problems.push(problem(below, 'forms.unsafe-characters'));
        waiting.push({ value: inner, path: below, depth: depth + 1 });
      }
    }
  }
  return problems.reverse();
}
