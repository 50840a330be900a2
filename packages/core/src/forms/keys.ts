/**
 * Keys out of labels, for fields that a person names and a program must know: `检查项目` with its pinyin becomes
 * `jianChaXiangMu`, `household_size` becomes `householdSize`. Whoever has a table of readings passes it; without one a
 * Chinese label gives `field`, `field2`, ….
 */
import { isReservedKey } from './naming.ts';

const longestKey = 40;
const standIn = 'field';

/**
 * A key that no field of the fieldset has yet.
 * @param taken keys that are in use
 * @param latin the label in Latin letters, syllables and words apart (`jian cha xiang mu`); what it leaves in another
 * script is passed over
 */
export function keyFor(
  label: string,
  taken: ReadonlySet<string>,
  latin: (label: string) => string = (text) => text,
): string {
  const whole = camelCase(latin(label));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : String(number);
    const key = cut(whole, longestKey - suffix.length) + suffix;
    if (!taken.has(key) && !isReservedKey(key)) return key;
  }
}

function camelCase(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words
    // ALL CAPITALS are an abbreviation; a capital inside a word begins one.
    .map((word) => (/[a-z]/.test(word) ? word : word.toLowerCase()))
    .map((word, index) => (index === 0 ? lowerFirst(word) : word[0]?.toUpperCase() + word.slice(1)))
    .join('');
  if (joined === '') return standIn;
  return /^[0-9]/.test(joined) ? `${standIn}${joined}` : joined;
}

const lowerFirst = (word: string) => word.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (letters) => letters.toLowerCase());

/** Ends with a whole word where there is one to end with. */
function cut(key: string, limit: number): string {
  if (key.length <= limit) return key;
  const short = key.slice(0, limit);
  const start = /[A-Z]/.test(key[limit] as string) ? limit : short.search(/[A-Z][^A-Z]*$/);
  return start > 0 ? short.slice(0, start) : short;
}
