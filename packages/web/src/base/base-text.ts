import { baseEn } from '../messages/base.en.ts';
import { baseZh } from '../messages/base.zh.ts';
import { defineText } from './language.ts';

/** Words that both surfaces use. */
export const baseText = defineText(baseZh, baseEn);
