import type { PartRef } from '@anshao/core/forms/design/parts.ts';

/** Id of a part's element: names of parts have dots and signs that selectors would stumble over. */
export function partId(part: PartRef): string {
  return `part-${part.replace('#', 'node-').replaceAll('.', '--')}`;
}

/** Brings a part into view. */
export function showPart(part: PartRef): void {
  // Once React has drawn it: it may lie on a tab that was just opened.
  requestAnimationFrame(() => document.getElementById(partId(part))?.scrollIntoView({ block: 'nearest' }));
}
