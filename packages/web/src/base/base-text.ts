import { baseZh } from '../messages/base.zh.ts';
import { defineText } from './language.ts';

/** Words that both surfaces use. */
export const baseText = defineText('base', baseZh);
