import { defineText } from '../../base/language.ts';
import { designerEn } from '../../messages/designer.en.ts';
import { designerZh } from '../../messages/designer.zh.ts';

/** Words of the form designer. */
export const d = defineText(designerZh, designerEn);
export type DesignerText = keyof typeof designerZh;
