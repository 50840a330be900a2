/** Which documents are nested without end, and when two documents are the same. */
import { canonicalJson } from '@anshao/core/base/canonical-json.ts';
import { storageProblems } from '@anshao/core/forms/storable.ts';

export function isTooDeep(document: unknown): boolean {
  return storageProblems(document).some(({ code }) => code === 'forms.too-nested');
}

/** Whether two documents say the same: jsonb keeps its keys in another order than the document had. */
export function isSameDocument(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
