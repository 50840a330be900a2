import { defineText } from '../../base/language.ts';
import { designerZh } from '../../messages/designer.zh.ts';

/** Words of the form designer. */
export const d = defineText('designer', designerZh);
export type DesignerText = keyof typeof designerZh;
