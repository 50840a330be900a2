/**
 * Chinese as people type it: whole syllables for keys, first letters for searching. The table of readings is large, so
 * it is fetched once the designer stands.
 */
import { useEffect, useState } from 'react';

export interface Latin {
  /** `检查项` → `jian cha xiang` */
  readonly syllables: (text: string) => string;
  /** `检查项` → `jcx` */
  readonly initials: (text: string) => string;
}

let loading: Promise<Latin> | undefined;

export function loadLatin(): Promise<Latin> {
  loading ??= import('pinyin-pro').then(({ pinyin }) => ({
    syllables: (text) => pinyin(text, { toneType: 'none', nonZh: 'consecutive' }),
    initials: (text) => pinyin(text, { pattern: 'first', toneType: 'none' }).replaceAll(' ', '').toLowerCase(),
  }));
  return loading;
}

/** Undefined until it is there, and where it could not be fetched. */
export function useLatin(): Latin | undefined {
  const [latin, setLatin] = useState<Latin | undefined>(undefined);
  useEffect(() => {
    let isHere = true;
    loadLatin().then(
      (loaded) => isHere && setLatin(loaded),
      () => {
        // Searching by letters and readable keys are a comfort; without signal there are none.
        loading = undefined;
      },
    );
    return () => {
      isHere = false;
    };
  }, []);
  return latin;
}
