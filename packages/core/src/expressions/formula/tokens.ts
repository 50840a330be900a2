/** Cuts a formula into words. Whatever is typed, it ends, in time that grows with the length alone. */
import type { FormulaProblem } from './messages.ts';
import type { BinaryOperator, NameSpelling, Span } from './syntax.ts';

export type Token = Span &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    /** `bare` without brackets: then it may also be a function or TRUE. */
    | { readonly kind: 'name'; readonly name: string; readonly spelling: NameSpelling; readonly bare: boolean }
    | { readonly kind: 'operator'; readonly operator: BinaryOperator | '%' }
    | { readonly kind: 'open' | 'close' | 'comma' | 'dot' }
  );

/** A text may begin and end with any of a Chinese keyboard's two; one in `"` holds them as they are. */
const chineseQuotes = '“”';

const operators: readonly (readonly [text: string, operator: BinaryOperator | '%'])[] = [
  ['<>', '<>'],
  ['<=', '<='],
  ['>=', '>='],
  ['!=', '<>'],
  ['==', '='],
  ['=', '='],
  ['<', '<'],
  ['>', '>'],
  ['≠', '<>'],
  ['≤', '<='],
  ['≥', '>='],
  ['&', '&'],
  ['+', '+'],
  ['-', '-'],
  ['−', '-'],
  ['*', '*'],
  ['×', '*'],
  ['/', '/'],
  ['÷', '/'],
  ['^', '^'],
  ['%', '%'],
];

const marks: Readonly<Record<string, 'open' | 'close' | 'comma' | 'dot'>> = {
  '(': 'open',
  ')': 'close',
  ',': 'comma',
  ';': 'comma',
  '、': 'comma',
  '.': 'dot',
  '。': 'dot',
};

/** Names in brackets may hold anything; the closing mark is written twice to mean itself. */
const brackets: Readonly<Record<string, readonly [closing: string, spelling: NameSpelling]>> = {
  '【': ['】', 'label'],
  '[': [']', 'label'],
  '［': ['］', 'label'],
  '{': ['}', 'key'],
};

const blank = /[\s\u00a0\u3000\ufeff]/u;
const nameStart = /[\p{L}_]/u;
const nameRest = /[\p{L}\p{N}\p{M}_]/u;
const digit = /[0-9]/;

/** Full-width forms of ASCII (`（`, `１`, `＋`) stand for it; quotes and brackets are looked at before. */
function narrow(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
}

export function tokenize(text: string): { readonly tokens: readonly Token[]; readonly problems: FormulaProblem[] } {
  const tokens: Token[] = [];
  const problems: FormulaProblem[] = [];
  const characterAt = (at: number) => String.fromCodePoint(text.codePointAt(at) ?? 0);
  let at = 0;

  const readQuoted = (isAscii: boolean): void => {
    const from = at;
    let value = '';
    // In a text that an ordinary quote opens, a wide one is a character like others; stored texts may hold it.
    const isQuote = (character: string) => (text[from] === '"' ? character : narrow(character)) === '"';
    at += 1;
    for (; at < text.length; at++) {
      const character = text[at] as string;
      const ends = isAscii ? isQuote(character) : chineseQuotes.includes(character);
      if (!ends) value += character;
      else if (isAscii && isQuote(text[at + 1] ?? '')) {
        // Doubled it means itself.
        value += '"';
        at += 1;
      } else {
        at += 1;
        tokens.push({ kind: 'text', value, from, to: at });
        return;
      }
    }
    problems.push({ code: 'formulas.open-text', from, to: at });
    tokens.push({ kind: 'text', value, from, to: at });
  };

  const readBracketed = (closing: string, spelling: NameSpelling): void => {
    const from = at;
    let name = '';
    at += 1;
    for (; at < text.length; at++) {
      const character = text[at] as string;
      if (character !== closing) name += character;
      else if (text[at + 1] === closing) {
        name += closing;
        at += 1;
      } else break;
    }
    if (at >= text.length) problems.push({ code: 'formulas.open-name', details: { closing }, from, to: at });
    else at += 1;
    tokens.push({ kind: 'name', name: name.trim(), spelling, bare: false, from, to: at });
  };

  const readNumber = (): void => {
    const from = at;
    let written = '';
    const take = (allowed: RegExp) => {
      while (at < text.length && allowed.test(narrow(text[at] as string))) {
        written += narrow(text[at] as string);
        at += 1;
      }
    };
    take(digit);
    if (narrow(text[at] ?? '') === '.') {
      written += '.';
      at += 1;
      take(digit);
    }
    const exponent = /^[eE][+-]?[0-9]/.exec([...text.slice(at, at + 3)].map(narrow).join(''));
    if (exponent) {
      written += [...text.slice(at, at + exponent[0].length)].map(narrow).join('');
      at += exponent[0].length;
      take(digit);
    }
    // `3天`: a number that runs into a name.
    const rest = at;
    while (at < text.length && nameRest.test(characterAt(at))) at += characterAt(at).length;
    const value = Number(written);
    if (at > rest || !Number.isFinite(value)) {
      problems.push({ code: 'formulas.bad-number', details: { text: text.slice(from, at) }, from, to: at });
    }
    tokens.push({ kind: 'number', value: Number.isFinite(value) ? value : 0, from, to: at });
  };

  const readName = (): void => {
    const from = at;
    while (at < text.length && nameRest.test(characterAt(at))) at += characterAt(at).length;
    tokens.push({ kind: 'name', name: text.slice(from, at), spelling: 'label', bare: true, from, to: at });
  };

  while (at < text.length) {
    const character = characterAt(at);
    const plain = narrow(character);
    const bracket = brackets[character] ?? brackets[plain];
    const following = narrow(text[at + 1] ?? '');
    if (blank.test(character)) at += character.length;
    else if (plain === '"' || chineseQuotes.includes(character)) readQuoted(plain === '"');
    else if (bracket) readBracketed(...bracket);
    else if (digit.test(plain) || (plain === '.' && digit.test(following))) readNumber();
    else if (nameStart.test(character)) readName();
    else {
      const operator = operators.find(([words]) => words === plain + following || words === plain);
      const mark = marks[plain];
      const length = operator ? operator[0].length : character.length;
      if (operator) tokens.push({ kind: 'operator', operator: operator[1], from: at, to: at + length });
      else if (mark) tokens.push({ kind: mark, from: at, to: at + length });
      else problems.push({ code: 'formulas.strange-character', details: { character }, from: at, to: at + length });
      at += length;
    }
  }
  return { tokens, problems };
}
