/**
 * Everything that can be wrong with a record's values, a form's definition or a publication, and how it is said.
 * `{name}` stands for `details.name`. Which sentence a reader sees is chosen where it is shown.
 */
import { defineErrors, type FieldProblem } from '../base/errors.ts';

const value = (zh: string, en: string) => ({ status: 422, zh, en });

/** Problems of the values of a record. */
export const valueMessages = defineErrors({
  'forms.required': value('请填写', 'Required'),
  'forms.unknown-field': value('表单中没有这一项', 'The form has no such field'),
  'forms.wrong-type': value('内容的格式不对', 'Not the kind of value expected here'),
  'forms.unsafe-characters': value('含有无法保存的字符，请删除后重新输入', 'Contains characters that cannot be stored'),
  'forms.too-long': value('最多 {max} 个字', 'At most {max} characters'),
  'forms.too-short': value('至少 {min} 个字', 'At least {min} characters'),
  'forms.pattern': value('{hint}', '{hint}'),
  'forms.too-small': value('不能小于 {min}', 'Must not be less than {min}'),
  'forms.too-large': value('不能大于 {max}', 'Must not be more than {max}'),
  'forms.too-precise': value('最多 {decimals} 位小数', 'At most {decimals} decimals'),
  'forms.too-early': value('不能早于 {earliest}', 'Must not be before {earliest}'),
  'forms.too-late': value('不能晚于 {latest}', 'Must not be after {latest}'),
  'forms.unknown-option': value('没有这个选项，请重新选择', 'No such option'),
  'forms.stopped-option': value('“{label}”已停用，请改选其他选项', '“{label}” is no longer in use'),
  'forms.too-few': value('至少 {min} 个，现有 {count} 个', 'At least {min}, there are {count}'),
  'forms.too-many': value('最多 {max} 个，现有 {count} 个', 'At most {max}, there are {count}'),
  'forms.repeated': value('重复', 'Repeated'),
  'forms.file-missing': value('文件没有上传成功，请重新上传', 'The file did not arrive; upload it again'),
  'forms.file-kind': value('不支持这种文件', 'This kind of file is not accepted'),
  'forms.camera-only': value('只能现场拍照，不能从相册选择', 'Only photos taken on the spot'),
  'forms.not-allowed': value('不在可选范围内', 'Not among those that may be chosen'),
  'forms.outside-range': value('经纬度超出范围', 'Coordinates are out of range'),
  'forms.inaccurate': value(
    '定位误差 {accuracy} 米，超过 {limit} 米，请到开阔处重新定位',
    'Accurate to {accuracy} m only, {limit} m needed',
  ),
  'forms.row-missing': value('缺少“{label}”', '“{label}” is missing'),
  'forms.row-unknown': value('没有这一项，请刷新后重试', 'No such row; reload and try again'),
  'forms.row-stopped': value('“{label}”已停用', '“{label}” is no longer in use'),
  'forms.dictionary-missing': value('选项尚未加载，请稍后重试', 'Choices are not loaded yet; try again later'),
});

/** Problems of a form's definition, for its designer. */
export const definitionMessages = defineErrors({
  'forms.definition-malformed': value('设置不正确：{reason}', 'Malformed: {reason}'),
  'forms.unknown-type': value('没有“{type}”这种控件', 'No field type “{type}”'),
  'forms.unknown-setting': value('这种控件没有“{setting}”设置', 'Fields of this type have no setting “{setting}”'),
  'forms.duplicate-key': value('标识“{key}”重复', 'Key “{key}” is used twice'),
  'forms.reserved-key': value('标识“{key}”是保留字，请换一个', 'Key “{key}” is reserved'),
  'forms.name-collision': value('标识“{key}”与“{other}”过于相近，请换一个', 'Keys “{key}” and “{other}” collide'),
  'forms.too-many-fields': value('最多 {max} 个控件，现有 {count} 个', 'At most {max} fields, there are {count}'),
  'forms.nested-subform': value('子表单中不能再放子表单', 'A subform cannot contain a subform'),
  'forms.cycle': value(
    '显示或只读条件互相依赖：{fields}',
    'Visibility or read-only conditions depend on each other: {fields}',
  ),
  'forms.limits-disordered': value('下限不能大于上限', 'The lower limit is above the upper limit'),
  'forms.unsafe-pattern': value('校验规则不可用：{reason}', 'The pattern cannot be used: {reason}'),
  'forms.pattern-length': value('有校验规则时最多 {max} 个字', 'With a pattern at most {max} characters'),
  'forms.no-options': value('至少要有一个可用选项', 'At least one active option is needed'),
  'forms.two-sources': value('选项与字典只能二选一', 'Choose either options or a dictionary'),
  'forms.duplicate-option': value('选项“{code}”重复', 'Option “{code}” is repeated'),
  'forms.rows-field': value(
    '“{field}”须是本子表单中的单行文本或下拉框',
    '“{field}” must be a text or single choice of this subform',
  ),
  'forms.rows-length': value('“{field}”至少要能写 {min} 个字', '“{field}” must hold at least {min} characters'),
  'forms.bad-default': value('默认值不符合本控件的要求', 'The default does not fit the field'),
  'forms.rule-field': value('没有“{field}”这个控件', 'There is no field “{field}”'),
});

/** Why a draft cannot be published over the version before it; each names the safe way. */
export const publishMessages = defineErrors({
  'forms.other-form': value(
    '这是另一张表单，标识不同；请作为新表单发布',
    'This is another form (different id or key); publish it as a new one',
  ),
  'forms.type-change': value(
    '“{label}”不能从“{from}”改为“{to}”：请新增一个控件，并移除旧控件（已有数据保留）',
    '“{label}” cannot change from {from} to {to}: add a new field and remove the old one; its data is kept',
  ),
  'forms.retired-key': value(
    '标识“{key}”曾用于“{from}”控件，数据仍保留；请换一个标识',
    'Key “{key}” once was a {from} field whose data is kept; use another key',
  ),
  'forms.option-removed': value(
    '选项“{label}”已被记录使用，不能删除；请改为停用',
    'Option “{label}” may be in use; stop it instead of removing it',
  ),
});

export const formMessages = { ...valueMessages, ...definitionMessages, ...publishMessages };
export type FormProblemCode = keyof typeof formMessages;

/** Builds a problem whose code is known to have a sentence. */
export function problem(
  path: string,
  code: FormProblemCode,
  details?: Readonly<Record<string, unknown>>,
): FieldProblem {
  return details ? { path, code, details } : { path, code };
}
