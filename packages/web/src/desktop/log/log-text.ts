import { defineText } from '../../base/language.ts';
import { logEn } from '../../messages/log.en.ts';
import { logZh } from '../../messages/log.zh.ts';

/** Words of the log. */
export const logText = defineText(logZh, logEn);
export type LogWord = keyof typeof logZh;

export function isLogWord(word: string): word is LogWord {
  return Object.hasOwn(logZh, word);
}
