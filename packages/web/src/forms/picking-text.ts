import { defineText } from '../base/language.ts';
import { pickingZh } from '../messages/picking.zh.ts';

/** Words of pickers without signal; they come with the picker, not with the form. */
export const pickingText = defineText('picking', pickingZh);
