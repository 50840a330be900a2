import { defineText } from '../base/language.ts';
import { formsZh } from '../messages/forms.zh.ts';

/** Words of the controls. */
export const formText = defineText('forms', formsZh);
