/** Text of the directory as it is stored: trimmed, and free of what neither screens nor sheets can show. */
import type { FieldProblem } from '@anshao/core/base/errors.ts';

export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text) || !text.isWellFormed();
}

/**
 * Marks that turn the order of letters around, so that a name reads backwards or a number differs from what is seen.
 * They come along unseen when text is copied from a chat or an address book; nothing written here needs them.
 */
function withoutTurns(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, '');
}

/**
 * A cell of a sheet for a field of one line: whoever breaks a line inside a cell, or pastes a tab, means a blank.
 * Other control characters stay, to be found and named.
 */
export function oneLine(text: string): string {
  return withoutTurns(text)
    .replace(/[\s\u0085]*[\t\n\v\f\r\u0085\u2028\u2029][\s\u0085]*/gu, ' ')
    .trim();
}

/** Names and addresses; trimming does not touch full-width signs, which belong to Chinese names. */
export function checkText(
  path: string,
  text: string | undefined,
  problems: FieldProblem[],
  required = false,
): string | undefined {
  if (text === undefined) return undefined;
  const clean = withoutTurns(text).trim();
  if (hasControlCharacter(clean)) problems.push({ path, code: 'org.control-character' });
  if (required && clean === '') problems.push({ path, code: 'org.blank' });
  return clean;
}

/** Codes and numbers: full-width digits and letters narrowed. */
export function narrow(text: string): string {
  return withoutTurns(text).normalize('NFKC').trim();
}
