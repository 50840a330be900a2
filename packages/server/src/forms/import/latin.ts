/** The reading of Chinese labels, syllables apart, for keys. */
import { createRequire } from 'node:module';

/** Loaded with the first label: 12 MB that an idle server does not need. */
let pinyin: typeof import('pinyin-pro').pinyin | undefined;

export function latinOf(text: string): string {
  pinyin ??= (createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
  return pinyin(text, { toneType: 'none', type: 'all', v: true })
    .map(({ isZh, pinyin: syllable, origin }) => (isZh ? ` ${syllable} ` : origin))
    .join('');
}
