import { defineText } from '../base/language.ts';
import { formsEn } from '../messages/forms.en.ts';
import { formsZh } from '../messages/forms.zh.ts';

/** Words of the controls. */
export const formText = defineText(formsZh, formsEn);
