/**
 * Capital and small letters, one for one: Latin, Greek, Cyrillic and their full-width forms. What a database calls a
 * letter depends on its locale, so both backends take them from here.
 */
const ranges: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0xe0, 0xfe],
  [0x3b1, 0x3c9],
  [0x430, 0x45f],
  [0xff41, 0xff5a],
];

const small: string[] = [];
const capital: string[] = [];
for (const [from, to] of ranges) {
  for (let code = from; code <= to; code++) {
    const letter = String.fromCharCode(code);
    const upper = letter.toUpperCase();
    if (upper.length !== 1 || upper === letter || upper.toLowerCase() !== letter) continue;
    small.push(letter);
    capital.push(upper);
  }
}
export const smallLetters = small.join('');
export const capitalLetters = capital.join('');

const toSmall = new Map(capital.map((letter, index) => [letter, small[index] as string]));
const toCapital = new Map(small.map((letter, index) => [letter, capital[index] as string]));

export function upper(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text[index] as string;
    result += toCapital.get(unit) ?? unit;
  }
  return result;
}

export function lower(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text[index] as string;
    result += toSmall.get(unit) ?? unit;
  }
  return result;
}

const isLetter = (unit: string | undefined) => unit !== undefined && (toSmall.has(unit) || toCapital.has(unit));

/** Words with a capital at the beginning; whatever is no letter begins a word. */
export function proper(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text[index] as string;
    result += isLetter(text[index - 1]) ? (toSmall.get(unit) ?? unit) : (toCapital.get(unit) ?? unit);
  }
  return result;
}

/** Windows-1252, which Excel's CHAR and CODE count by; U+0001 where there is no character that text may hold. */
export const westernCharacters = (() => {
  const high = '€\u0001‚ƒ„…†‡ˆ‰Š‹Œ\u0001Ž\u0001\u0001‘’“”•–—˜™š›œ\u0001žŸ';
  let table = '';
  for (let code = 1; code <= 255; code++) {
    const isText = code >= 32 || code === 9 || code === 10;
    if (code >= 128 && code < 160) table += high[code - 128];
    else table += isText && code !== 127 ? String.fromCharCode(code) : '\u0001';
  }
  return table;
})();
