/** Problems with records as a whole; what is wrong with single values stands in `messages.ts`. */
import { defineErrors } from '../base/errors.ts';

export const recordErrors = defineErrors({
  'records.id-taken': {
    status: 409,
    zh: '这个编号已被使用，请换一个编号后重新提交',
    en: 'This id is in use; send the record again under another id',
  },
  'records.match-missing': {
    status: 428,
    zh: '请在请求头 If-Match 中给出所修改的修订号，例如 If-Match: "3"',
    en: 'Name the revision you change in the header If-Match, for example If-Match: "3"',
  },
  'records.moved': {
    status: 412,
    zh: '{by}已在您之前修改了这条数据（现为第 {revision} 次修订），请查看后再改',
    en: '{by} changed this record before you (it is at revision {revision} now); look at it and try again',
    words: { by: { '': { zh: '他人', en: 'Somebody' } } },
  },
  'records.linked': {
    status: 409,
    zh: '“{form}”中有 {count} 条数据关联到它，请先解除关联再删除',
    en: '{count} records of “{form}” link to it; take it out there first',
  },
  'records.read-only': {
    status: 409,
    zh: '这张表单的数据由“{module}”产生，请在那里填写和修改',
    en: 'Records of this form are made in “{module}”; fill them in there',
    words: { module: { dailyReports: { zh: '安全生产日报', en: 'daily reports' } } },
  },
  'records.form-stopped': {
    status: 409,
    zh: '这张表单已停用，可以查看已有数据，不能新建和修改',
    en: 'This form is stopped: its records can be read, not made or changed',
  },
});
