/** Why a step in the designer cannot be done, and what it leaves to be looked after. */
import { defineErrors, type FieldProblem } from '../../base/errors.ts';

const entry = (zh: string, en: string) => ({ status: 422, zh, en });

export const designMessages = defineErrors({
  'forms.part-gone': entry('“{part}”已经不在表单里了', '“{part}” is no longer in the form'),
  'forms.list-gone': entry('要放进去的地方已经不在了', 'The place to put it is no longer there'),
  'forms.only-fields-in-rows': entry('子表单里只能放控件', 'Rows of a subform take only fields'),
  'forms.only-tabs-among-tabs': entry('标签页只能放在标签组里', 'Tabs stand only among tabs'),
  'forms.into-itself': entry('不能放进它自己里面', 'A part cannot be put into itself'),
  'forms.too-deep': entry('最多嵌套 {max} 层', 'At most {max} levels'),
  'forms.last-tab': entry('标签组至少留一个标签页', 'A group keeps at least one tab'),
  'forms.most-tabs': entry('最多 {max} 个标签页', 'At most {max} tabs'),
  'forms.key-in-use': entry('标识“{key}”已被使用，请换一个', 'Key “{key}” is in use; take another'),
  'forms.key-shape': entry(
    '标识以小写字母开头，只用字母和数字',
    'A key begins with a small letter and has only letters and digits',
  ),
  'forms.option-gone': entry('选项“{code}”已经不在了', 'Option “{code}” is no longer there'),
  'forms.code-in-use': entry('选项编码“{code}”已被使用', 'Option code “{code}” is in use'),
  'forms.setting-fixed': entry('“{setting}”不能这样修改', '“{setting}” cannot be changed like this'),
  'forms.nothing-to-paste': entry('剪贴板里没有控件', 'There are no fields on the clipboard'),
  'forms.still-named': entry(
    '“{by}”的条件或公式用到了“{field}”，请改一下',
    '“{by}” asks for “{field}” in a condition or formula; please change it',
  ),
});
export type DesignProblemCode = keyof typeof designMessages;

/** @param part the part it is about, as `parts.ts` names parts */
export function designProblem(
  code: DesignProblemCode,
  details?: Readonly<Record<string, unknown>>,
  part = '',
): FieldProblem {
  return details ? { path: part, code, details } : { path: part, code };
}
