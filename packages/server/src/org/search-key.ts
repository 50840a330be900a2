/**
 * What the community picker searches in, made when a community is written (DR-05). PostgreSQL knows no pinyin, and
 * making it while reading would cost 10,000 conversions a keystroke (96 ms measured).
 *
 * A reader would expect one reading of a name to be enough. The converter chooses by context (`重庆` chóng), but a
 * name alone often gives none (`长乐府`: cháng lè or cháng yuè?), so names with such a character carry the others as well.
 */
import { createRequire } from 'node:module';

/** Loaded with the first name, at once because what needs it is no promise: 12 MB that an idle server does not need. */
let pinyin: typeof import('pinyin-pro').pinyin | undefined;

function converter(): typeof import('pinyin-pro').pinyin {
  pinyin ??= (createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
  return pinyin;
}

export interface SearchKeys {
  /**
   * Name, address, full pinyin and initials of the name, lower case, each between line ends so that no match runs
   * across and `\n` before a pattern means "begins with".
   */
  readonly searchText: string;
  /** Initials of the name: `东晖苑` → `dhy`, `东晖苑A3` → `dhya3`. */
  readonly initials: string;
}

/** Characters that place names use with two readings. */
const twoReadings: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['长', ['chang', 'zhang']],
  ['重', ['chong', 'zhong']],
  ['行', ['xing', 'hang']],
  ['乐', ['le', 'yue']],
  ['厦', ['sha', 'xia']],
  ['都', ['du', 'dou']],
  ['朝', ['chao', 'zhao']],
  ['单', ['dan', 'shan']],
]);

interface Syllable {
  readonly letters: string;
  /** A Chinese character, of which the first letter is the initial; anything else is kept whole. */
  readonly chinese: boolean;
}

/** One way of writing for what is typed and what is stored: full-width narrowed, lower case, single spaces. */
export function normalizeSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

export function searchKeys(name: string, address: string): SearchKeys {
  const plain = normalizeSearch(name);
  const spellings = readings(plain);
  const lines = [plain, normalizeSearch(address)];
  for (const spelling of spellings) lines.push(spell(spelling), initialsOf(spelling));
  const searchText = `\n${lines.filter((line) => line !== '').join('\n')}\n`;
  return { searchText, initials: initialsOf(spellings[0] ?? []) };
}

/** Names rarely hold three such characters; of more than these spellings the rest is left out. */
const mostSpellings = 4;

/** The converter's own spelling first. */
function readings(text: string): Syllable[][] {
  let spellings: Syllable[][] = [[]];
  // `v` writes ü as v, as a keyboard does.
  for (const unit of converter()(text, { toneType: 'none', type: 'all', v: true })) {
    const letters = (unit.isZh ? unit.pinyin : unit.origin).replace(/[^\p{L}\p{N}]/gu, '');
    if (letters === '') continue;
    const second = unit.isZh ? twoReadings.get(unit.origin)?.find((reading) => reading !== letters) : undefined;
    const own = spellings.map((spelling) => [...spelling, { letters, chinese: unit.isZh }]);
    const other =
      second === undefined ? [] : spellings.map((spelling) => [...spelling, { letters: second, chinese: true }]);
    spellings = [...own, ...other].slice(0, mostSpellings);
  }
  return spellings;
}

const spell = (syllables: readonly Syllable[]) => syllables.map((syllable) => syllable.letters).join('');

function initialsOf(syllables: readonly Syllable[]): string {
  return syllables.map(({ letters, chinese }) => (chinese ? (letters[0] ?? '') : letters)).join('');
}
