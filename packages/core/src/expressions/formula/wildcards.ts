/**
 * Patterns with `?` for one character and `*` for any number, as in Excel; `~` before them takes them literally. Read
 * by hand: a regular expression with many `.*` could take for ever.
 */
import { fold } from './values.ts';

type Piece = string | typeof any | typeof one;
const any = Symbol('*');
const one = Symbol('?');

/** Excel refuses longer patterns. */
export const patternLimit = 255;

function pieces(pattern: string): Piece[] {
  const found: Piece[] = [];
  const characters = [...fold(pattern)];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    const next = characters[index + 1];
    if (character === '~' && (next === '*' || next === '?' || next === '~')) {
      found.push(next);
      index += 1;
    } else if (character === '*') {
      if (found.at(-1) !== any) found.push(any);
    } else found.push(character === '?' ? one : character);
  }
  return found;
}

/** Whether the whole text is like the pattern; case of A–Z does not matter. */
export function matcher(pattern: string): (text: string) => boolean {
  const wanted = pieces(pattern);
  return (text) => {
    const characters = [...fold(text)];
    let [at, place] = [0, 0];
    let [star, kept] = [-1, 0];
    while (at < characters.length) {
      const piece = wanted[place];
      if (piece === any) {
        star = place++;
        kept = at;
      } else if (piece === one || piece === characters[at]) {
        at += 1;
        place += 1;
      } else if (star >= 0) {
        place = star + 1;
        at = ++kept;
      } else return false;
    }
    while (wanted[place] === any) place += 1;
    return place === wanted.length;
  };
}

/**
 * The first place at or after `from` where the pattern begins, both counted from 0 in characters; −1 for none.
 * What follows a `*` is looked for once from the first hit of what stands before: a later hit leaves less text.
 */
export function search(pattern: string, text: string, from: number): number {
  const characters = [...fold(text)];
  const segments: Piece[][] = [[]];
  for (const piece of pieces(pattern)) {
    if (piece === any) segments.push([]);
    else segments.at(-1)?.push(piece);
  }
  let found = -1;
  let at = from;
  for (const segment of segments) {
    const place = find(segment, characters, at);
    if (place < 0) return -1;
    if (found < 0) found = place;
    at = place + segment.length;
  }
  return found;
}

function find(segment: readonly Piece[], characters: readonly string[], from: number): number {
  for (let start = from; start + segment.length <= characters.length; start++) {
    let matched = 0;
    while (matched < segment.length && (segment[matched] === one || segment[matched] === characters[start + matched]))
      matched += 1;
    if (matched === segment.length) return start;
  }
  return -1;
}

/** Control characters, which no text here holds, stand for what is taken literally while wildcards are replaced. */
const literal = (pattern: string) =>
  `replace(replace(replace(${pattern}, '~~', e'\\x02'), '~*', e'\\x03'), '~?', e'\\x04')`;
const restored = (sql: string, star: string, question: string) =>
  `replace(replace(replace(${sql}, e'\\x02', '~'), e'\\x03', '${star}'), e'\\x04', '${question}')`;

/** An SQL pattern for LIKE. @param pattern folded */
export function likePattern(pattern: string): string {
  const escaped = `regexp_replace(${literal(pattern)}, '([\\\\%_])', '\\\\\\1', 'g')`;
  return restored(`replace(replace(${escaped}, '*', '%'), '?', '_')`, '*', '?');
}

/** An SQL regular expression. @param pattern folded, not longer than `patternLimit` */
export function regexPattern(pattern: string): string {
  const escaped = `regexp_replace(${literal(pattern)}, '([].^$+(){}|\\\\[])', '\\\\\\1', 'g')`;
  const starred = `regexp_replace(replace(${escaped}, '?', '.'), '[*]+', '.*', 'g')`;
  return restored(starred, '\\*', '\\?');
}
