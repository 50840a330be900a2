/**
 * Words on screen. Chinese is the source; the English catalogue is typed by the Chinese one, so a missing key does
 * not compile. Changing the language redraws the whole surface (`useLanguage` at its root, used as a key), hence
 * `text(…)` may be called anywhere, also outside components.
 */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
/** The English side of a catalogue: the same keys, nothing missing, nothing more. */
export type Translation<Catalogue> = { readonly [Key in keyof Catalogue]: string };

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

export function setLanguage(next: Language): void {
  language = next;
  try {
    globalThis.localStorage?.setItem(storageKey, next);
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

/** Makes `text(key, values)` for one pair of catalogues; `{name}` is replaced by `values.name`. */
export function defineText<const Catalogue extends Readonly<Record<string, string>>>(
  zh: Catalogue,
  en: Translation<Catalogue>,
): (key: keyof Catalogue & string, values?: TextValues) => string {
  return (key, values) => {
    const sentence = (language === 'zh' ? zh : en)[key] ?? key;
    return values ? sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : sentence;
  };
}
