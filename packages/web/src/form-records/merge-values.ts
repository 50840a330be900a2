/**
 * Two people changed one record. What only one of them changed is taken from that one; where both changed the same
 * field to something else, a person decides, and until then both values are there to see. Pure.
 */
import type { FormValues } from '@anshao/core/forms/contract.ts';

export interface Conflict {
  readonly key: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merged {
  /** With conflicts standing as mine. */
  readonly values: FormValues;
  readonly conflicts: readonly Conflict[];
  /** Keys that only the other one changed. */
  readonly taken: readonly string[];
}

export function mergeValues(base: FormValues, mine: FormValues, theirs: FormValues): Merged {
  const values: Record<string, unknown> = { ...mine };
  const conflicts: Conflict[] = [];
  const taken: string[] = [];
  for (const key of new Set([...Object.keys(base), ...Object.keys(theirs)])) {
    if (isSame(base[key], theirs[key])) continue;
    if (isSame(mine[key], theirs[key])) continue;
    if (isSame(mine[key], base[key])) {
      taken.push(key);
      values[key] = theirs[key];
    } else conflicts.push({ key, base: base[key], mine: mine[key], theirs: theirs[key] });
  }
  return { values, conflicts, taken };
}

/** Keys whose values differ, those of `after` first. */
export function changedKeys(before: FormValues, after: FormValues): string[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].filter(
    (key) => !isSame(before[key], after[key]),
  );
}

/** Nothing, null and an empty list are the same to whoever fills a form; the order of keys says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return '';
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
