/** What can go wrong with shared lists. */
import { defineErrors } from '../base/errors.ts';

export const dictionaryErrors = defineErrors({
  'forms.dictionary-taken': {
    status: 409,
    zh: '标识“{key}”已被字典“{name}”使用，请换一个',
    en: 'The key “{key}” belongs to the dictionary “{name}”; choose another',
  },
  'forms.dictionary-managed': {
    status: 409,
    zh: '“{name}”在“日报条目与计划”中维护，这里只能查看',
    en: '“{name}” is kept under “Daily report items and plan”; here it can only be read',
  },
  'forms.entry-taken': {
    status: 409,
    zh: '编码“{code}”在同一天、同一范围已有条目，请换一个编码或起始日期',
    en: 'There is an entry of code “{code}” for the same day and place; choose another code or first day',
  },
  'forms.entry-code-fixed': {
    status: 422,
    zh: '已有数据按编码记录，编码不能修改；请停用后另建一条',
    en: 'Records hold the code, so it cannot change: stop this entry and add another',
  },
  'forms.entry-parent': {
    status: 422,
    zh: '上级须是同一字典中的一级条目',
    en: 'The parent must be an entry of the first level in the same dictionary',
  },
  'forms.entry-has-children': {
    status: 422,
    zh: '它下面还有条目，不能再归到别的条目之下',
    en: 'It has entries below it and cannot itself stand below another',
  },
  'forms.entry-span': { status: 422, zh: '停用日期不能早于起始日期', en: 'It cannot end before it begins' },
});
