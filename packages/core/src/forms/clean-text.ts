/**
 * One canonical form for everything people type: line ends as `\n`, control characters and marks of byte order gone,
 * NFC, no blanks around. NUL and half surrogate pairs stay, so that validation can refuse them: PostgreSQL cannot store
 * the first, UTF-8 has no bytes for the second, and dropping them silently would hide an attack or a broken keyboard.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const control = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
// The first two turn what follows around, so that “abc” reads “cba”; text that runs from right to left needs none of
// them. The third is a mark of byte order that a sheet or a scanner left behind: two texts would differ, unseen.
const stray = /[\u202d\u202e\ufeff]/g;
// Blanks and joiners alone are nothing: a description of a zero-width space must count as missing.
const invisible = /^[\p{Z}\p{Cf}\s]*$/u;
// Plain ASCII, CJK and full-width forms: already NFC, nothing to strip. The common case in 20 ns instead of 300.
const plain = /^[\x20-\x7e\u3001-\u303d\u4e00-\u9fff\uff01-\uff60]*$/;

/** Cleans text that may have several lines; tabs stay. Idempotent. */
export function cleanText(text: string): string {
  if (plain.test(text)) return text.trim();
  const cleaned = text.replace(/\r\n?/g, '\n').replace(control, '').replace(stray, '').normalize('NFC').trim();
  return invisible.test(cleaned) ? '' : cleaned;
}

/** Cleans text of one line: line breaks and tabs become one blank. Idempotent. */
export function cleanLine(text: string): string {
  if (plain.test(text)) return text.trim();
  return cleanText(text).replace(/\s*[\n\t\u2028\u2029]\s*/g, ' ');
}

/** NUL or a surrogate without its partner. */
export function isUnsafeText(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

/** Length as people and PostgreSQL count: code points, so that an emoji is one. */
export function lengthOf(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(index + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        count--;
        index++;
      }
    }
  }
  return count;
}

/** True when `text` has more than `limit` code points; long texts are counted only as far as needed. */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  if (text.length > limit * 2) return true;
  return lengthOf(text) > limit;
}
