import { defineText } from '../base/language.ts';
import { appsZh } from '../messages/apps.zh.ts';

/** Words about applications and what belongs to them, on both surfaces. */
export const appsText = defineText('apps', appsZh);
export type AppsWord = keyof typeof appsZh;
