/** The known word a mistyped one most likely means. */

/**
 * @returns the known word with the fewest single-character edits, if at most half of the longer word would change (or
 * one contains the other); undefined when nothing is near
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const longer = Math.max(word.length, candidate.length);
    if (longer === 0 || longer > 100) continue;
    const contains = word.length > 1 && candidate.length > 1 && (candidate.includes(word) || word.includes(candidate));
    const changed = edits(word.toUpperCase(), candidate.toUpperCase());
    if ((changed * 2 <= longer || contains) && changed < fewest) {
      fewest = changed;
      best = candidate;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function edits(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (isSame ? 0 : 1),
      );
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) cost = Math.min(cost, (before[column - 2] as number) + 1);
      current.push(cost);
    }
    before = last;
    last = current;
  }
  return last[other.length] as number;
}
