import { defineText } from '../base/language.ts';
import { mobileZh } from '../messages/mobile.zh.ts';

/** Words of the phone surface. */
export const text = defineText('mobile', mobileZh);
