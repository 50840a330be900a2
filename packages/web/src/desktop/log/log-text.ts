import { defineText } from '../../base/language.ts';
import { logZh } from '../../messages/log.zh.ts';

/** Words of the log. */
export const logText = defineText('log', logZh);
export type LogWord = keyof typeof logZh;

export function isLogWord(word: string): word is LogWord {
  return Object.hasOwn(logZh, word);
}
