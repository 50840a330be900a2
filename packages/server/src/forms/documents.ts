/** What may be stored as a document, and when two documents are the same. */
import { canonicalJson } from '@anshao/core/base/canonical-json.ts';
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import { isUnsafeText } from '@anshao/core/forms/clean-text.ts';

/** Deeper than anything that is drawn; deeper still, readers of ours and PostgreSQL's would run out of stack. */
const deepest = 60;

/** Texts that cannot be stored anywhere in a document, and nesting without end; each with its path. */
export function storageProblems(document: unknown, at = ''): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: document, path: at, depth: 0 }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { value, path, depth } = part;
    if (typeof value === 'string') {
      if (isUnsafeText(value)) problems.push({ path, code: 'forms.unsafe-characters' });
    } else if (typeof value === 'object' && value !== null) {
      if (depth === deepest) {
        problems.push({ path, code: 'forms.definition-malformed', details: { reason: 'depth' } });
        continue;
      }
      const isList = Array.isArray(value);
      for (const [key, inner] of Object.entries(value)) {
        const safe = isUnsafeText(key) ? '?' : key;
        const below = isList ? `${path}[${key}]` : path === '' ? safe : `${path}.${safe}`;
        if (safe !== key) problems.push({ path: below, code: 'forms.unsafe-characters' });
        waiting.push({ value: inner, path: below, depth: depth + 1 });
      }
    }
  }
  return problems.reverse();
}

export function isTooDeep(document: unknown): boolean {
  return storageProblems(document).some(({ code }) => code === 'forms.definition-malformed');
}

/** Whether two documents say the same: jsonb keeps its keys in another order than the document had. */
export function isSameDocument(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
