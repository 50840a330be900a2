import { defineText } from '../base/language.ts';
import { desktopEn } from '../messages/desktop.en.ts';
import { desktopZh } from '../messages/desktop.zh.ts';

/** Words of the desk. */
export const t = defineText(desktopZh, desktopEn);
export type DeskText = keyof typeof desktopZh;
