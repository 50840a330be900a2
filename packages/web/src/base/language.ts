/**
 * Words on screen. Chinese is the source and comes with the code that shows it; the English catalogues are typed by the
 * Chinese ones, so a missing key does not compile, and are fetched, all of a surface at once, for those who read them.
 * Changing the language redraws the whole surface (`useLanguage` at its root, used as a key), hence `text(…)` may be
 * called anywhere, also outside components.
 */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
/** The English side of a catalogue: the same keys, nothing missing, nothing more. */
export type Translation<Catalogue> = { readonly [Key in keyof Catalogue]: string };

type Words = Readonly<Record<string, string>>;

/** English catalogues by name, as far as they were fetched. */
const english = new Map<string, Words>();
let fetchEnglish: () => Promise<Readonly<Record<string, Words>>> = () => Promise.resolve({});

const storageKey = 'anshao.language';
const listeners = new Set<() => void>();
let language: Language = readStored();

function readStored(): Language {
  try {
    return globalThis.localStorage?.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh'; // storage can be forbidden; the choice then lasts until the page closes
  }
}

export function currentLanguage(): Language {
  return language;
}

export function addEnglish(catalogues: Readonly<Record<string, Words>>): void {
  for (const [name, words] of Object.entries(catalogues)) english.set(name, words);
}

/**
 * Says where the English words of this surface are, and draws it once the reader's words are there. Without signal and
 * without a copy it is drawn in Chinese.
 */
export function startLanguage(englishWords: typeof fetchEnglish, draw: () => void): void {
  fetchEnglish = englishWords;
  if (language === 'zh') draw();
  else
    void changeLanguage('en')
      .catch(() => setLanguage('zh', { isKept: false }))
      .then(draw);
}

/** @throws what fetching the words throws; the language then stays as it was */
export async function changeLanguage(next: Language): Promise<void> {
  if (next === 'en') addEnglish(await fetchEnglish());
  setLanguage(next);
}

export function setLanguage(next: Language, { isKept = true }: { isKept?: boolean } = {}): void {
  language = next;
  try {
    if (isKept) globalThis.localStorage?.setItem(storageKey, next);
  } catch {
    // see readStored
  }
  if (typeof document !== 'undefined') document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  for (const listener of listeners) listener();
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    currentLanguage,
    currentLanguage,
  );
}

export type TextValues = Readonly<Record<string, string | number>>;

/**
 * Makes `text(key, values)` for one catalogue; `{name}` is replaced by `values.name`.
 * @param name of the English catalogue in the surface's `english.ts`
 */
export function defineText<const Catalogue extends Words>(
  name: string,
  zh: Catalogue,
): (key: keyof Catalogue & string, values?: TextValues) => string {
  return (key, values) => {
    const sentence = (language === 'en' && english.get(name)?.[key]) || (zh[key] ?? key);
    return values ? sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : sentence;
  };
}
