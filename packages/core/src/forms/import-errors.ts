/** Why no form can be proposed from a sheet. */
import { defineErrors } from '../base/errors.ts';

export const formImportErrors = defineErrors({
  'forms.sheet-unreadable': {
    status: 422,
    zh: '无法由这个文件生成表单：{reason}',
    en: 'No form can be made of this file: {reason}',
  },
});
