import { defineText } from '../base/language.ts';
import { desktopZh } from '../messages/desktop.zh.ts';

/** Words of the desk. */
export const t = defineText('desktop', desktopZh);
export type DeskText = keyof typeof desktopZh;
