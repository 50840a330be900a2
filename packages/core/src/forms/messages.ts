/**
 * Everything that can be wrong with a record's values, a form's definition or a publication, and how it is said.
 * `{name}` stands for `details.name`. Which sentence a reader sees is chosen where it is shown.
 */
import { defineErrors, type FieldProblem } from '../base/errors.ts';

const value = (zh: string, en: string) => ({ status: 422, zh, en });

/** Problems of the values of a record. */
export const valueMessages = defineErrors({
  'forms.required': {
    ...value('请填写', 'Required'),
    cases: {
      photo: { zh: '请拍照', en: 'Take a photo' },
      file: { zh: '请上传', en: 'Add a file' },
      signature: { zh: '请签名', en: 'Sign here' },
    },
  },
  'forms.unknown-field': value('表单中没有这一项', 'The form has no such field'),
  'forms.wrong-type': value('内容的格式不对', 'Not the kind of value expected here'),
  'forms.unsafe-characters': value('含有无法保存的字符，请删除后重新输入', 'Contains characters that cannot be stored'),
  'forms.too-long': value('最多 {max} 个字', 'At most {max} characters'),
  'forms.too-short': value('至少 {min} 个字', 'At least {min} characters'),
  'forms.pattern': value('{hint}', '{hint}'),
  'forms.bad-mobile': value('请填写 11 位手机号', 'Not a mobile number'),
  'forms.bad-landline': value('请填写带区号的座机，如 0574-87654321', 'Not a landline number with its area code'),
  'forms.bad-phone': value(
    '请填写 11 位手机号，或带区号的座机',
    'Neither a mobile number nor a landline with its area code',
  ),
  'forms.bad-email': value('邮箱地址不正确', 'Not an e-mail address'),
  'forms.bad-url': value(
    '请填写以 http:// 或 https:// 开头的网址',
    'Not an address that begins with http:// or https://',
  ),
  'forms.bad-id-card': value('身份证号不正确，请核对', 'Not the number of an identity card'),
  'forms.bad-plate': value('车牌号不正确', 'Not a number plate'),
  'forms.bad-credit-code': value('统一社会信用代码不正确，请核对', 'Not a unified social credit code'),
  'forms.bad-postcode': value('邮政编码是 6 位数字', 'A postcode has 6 digits'),
  'forms.too-small': value('不能小于 {min}', 'Must not be less than {min}'),
  'forms.too-large': value('不能大于 {max}', 'Must not be more than {max}'),
  'forms.too-precise': value('最多 {decimals} 位小数', 'At most {decimals} decimals'),
  'forms.not-whole': value('只能填整数', 'Whole numbers only'),
  'forms.too-early': value('不能早于 {earliest}', 'Must not be before {earliest}'),
  'forms.too-late': value('不能晚于 {latest}', 'Must not be after {latest}'),
  'forms.range-open': value('请填写结束日期', 'The last day is missing'),
  'forms.range-reversed': value('结束日期不能早于开始日期', 'The last day is before the first'),
  'forms.range-long': value('最多 {max} 天，现为 {count} 天', 'At most {max} days, these are {count}'),
  'forms.unknown-option': value('没有这个选项，请重新选择', 'No such option'),
  'forms.stopped-option': value('“{label}”已停用，请改选其他选项', '“{label}” is no longer in use'),
  'forms.not-below': value(
    '“{label}”不属于上一级，请重新选择',
    '“{label}” does not belong below what was chosen before it',
  ),
  'forms.not-to-end': value('请选到最后一级', 'Choose down to the last level'),
  'forms.too-few': value('至少 {min} 个，现有 {count} 个', 'At least {min}, there are {count}'),
  'forms.too-many': value('最多 {max} 个，现有 {count} 个', 'At most {max}, there are {count}'),
  'forms.repeated': value('重复', 'Repeated'),
  'forms.taken': value('已有另一条数据填了相同的内容', 'Another record has the same'),
  'forms.file-missing': value('文件没有上传成功，请重新上传', 'The file did not arrive; upload it again'),
  'forms.file-kind': value('不支持这种文件', 'This kind of file is not accepted'),
  'forms.camera-only': value('只能现场拍照，不能从相册选择', 'Only photos taken on the spot'),
  'forms.lasts-too-long': value('最长 {max} 秒', 'At most {max} seconds'),
  'forms.check': value('{message}', '{message}'),
  'forms.not-allowed': value('不在可选范围内', 'Not among those that may be chosen'),
  'forms.unknown-plan': value('没有这张平面图，请重新选择', 'No such plan'),
  'forms.beside-plan': value('标点超出了平面图', 'The pin is beside the plan'),
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
  'forms.bad-key': value(
    '标识以小写字母开头，只能用英文字母和数字，如 {example}',
    'A key begins with a small letter and has only letters and digits, like {example}',
  ),
  'forms.too-nested': value('嵌套的层数太多，请减少', 'Nested too deep; take some levels out'),
  'forms.code-blanks': value('选项编码的前后不能有空格', 'The code of an option cannot begin or end with a blank'),
  'forms.reserved-key': value('标识“{key}”是保留字，请换一个', 'Key “{key}” is reserved'),
  'forms.name-collision': value('标识“{key}”与“{other}”过于相近，请换一个', 'Keys “{key}” and “{other}” collide'),
  'forms.too-many-fields': value('最多 {max} 个控件，现有 {count} 个', 'At most {max} fields, there are {count}'),
  'forms.nested-subform': value('子表单最多套一层，请把这一层放到外面', 'Subforms nest once; move this one outwards'),
  'forms.layout-too-deep': value('分组套得太多，最多 {max} 层', 'Sections nest at most {max} deep'),
  'forms.duplicate-node': value('分组编号“{id}”重复', 'Id “{id}” is used twice'),
  'forms.placed-twice': value('“{field}”在版面中出现了两次，请移除一处', '“{field}” stands twice in the layout'),
  'forms.not-placed': value('“{field}”没有放到版面上', '“{field}” is not placed in the layout'),
  'forms.formula-by-label': value(
    '保存的公式要用标识写控件，如 {example}',
    'A stored formula names fields by their keys, like {example}',
  ),
  'forms.strange-text': value(
    '公式与“{label}”比较的“{text}”不是它的选项，不会成立；现有选项：{options}',
    'The formula compares “{label}” with “{text}”, which none of its options is called; there are: {options}',
  ),
  'forms.same-label': value(
    '还有一个控件也叫“{label}”，填写时分不清，请改个名称',
    'Another field is called “{label}” as well; people cannot tell them apart',
  ),
  'forms.choose-form': value('请选择要关联的表单', 'Choose the form to link'),
  'forms.no-form': value('没有已发布的表单“{form}”，请重新选择', 'There is no published form “{form}”'),
  'forms.no-linked-field': value('关联的表单里没有“{field}”，请重新选择', 'The linked form has no field “{field}”'),
  'forms.cannot-fill': value(
    '“{from}”的内容不能填到“{to}”：控件种类不同',
    '“{from}” cannot fill “{to}”: they hold different things',
  ),
  'forms.cannot-be-filled': value(
    '“{field}”不由人填写，不能自动填入，请换一个控件',
    '“{field}” is not written by people and cannot be filled in',
  ),
  'forms.choose-linked-field': value('请选择关联的表单里的控件', 'Choose a field of the linked form'),
  'forms.choose-goal': value('请选择填入本表的哪个控件', 'Choose the field of this form that is filled in'),
  'forms.no-link-back': value(
    '“{form}”里没有关联到本表单的控件“{field}”',
    '“{form}” has no field “{field}” that links here',
  ),
  'forms.choose-link': value('请选择本表单里的一个“关联数据”控件', 'Choose a linked record of this form'),
  'forms.choose-links': value(
    '请选择本表单里的“关联多条”或“反向关联”控件',
    'Choose linked records or back links of this form',
  ),
  'forms.wrong-result': value('结果的种类与“{field}”不同，请改为相同', 'The result is another kind than “{field}”'),
  'forms.cannot-roll-up': value(
    '“{field}”不能这样汇总，请换一个数字或日期控件',
    '“{field}” cannot be rolled up this way',
  ),
  'forms.settings-field': value('“{field}”不能用在这里', '“{field}” cannot be used here'),
  'forms.cannot-be-unique': value('这种控件不能设为不重复', 'Fields of this type cannot be unique'),
  'forms.cycle': value(
    '显示条件、只读条件或公式互相依赖：{fields}',
    'Visibility, read-only conditions or formulas depend on each other: {fields}',
  ),
  'forms.rollup-field': value(
    '计数不用选字段，其他汇总要选一个字段',
    'Counting takes no field, other roll-ups need one',
  ),
  'forms.limits-disordered': value('下限不能大于上限', 'The lower limit is above the upper limit'),
  'forms.words-of-yuan': value('只有人民币可以显示大写金额', 'Only yuan can be written in words'),
  'forms.unsafe-pattern': value('校验规则不可用：{reason}', 'The pattern cannot be used: {reason}'),
  'forms.pattern-length': value('有校验规则时最多 {max} 个字', 'With a pattern at most {max} characters'),
  'forms.no-options': value('至少要有一个可用选项', 'At least one active option is needed'),
  'forms.two-sources': value('选项与字典只能二选一', 'Choose either options or a dictionary'),
  'forms.duplicate-option': value('选项“{code}”重复', 'Option “{code}” is repeated'),
  'forms.score-missing': value('请为选项“{label}”填写分值', 'Option “{label}” has no score'),
  'forms.no-plans': value('请先上传平面图，再设为必填', 'Add a plan before the field is required'),
  'forms.duplicate-plan': value('平面图“{name}”重复', 'Plan “{name}” stands there twice'),
  'forms.serial-part': value('编号规则中不能有“{part}”，可用 {known}', 'No such part: “{part}”; there are {known}'),
  'forms.serial-counter': value(
    '编号规则中须有且只有一个流水号，如 {example}',
    'Exactly one counter is needed, like {example}',
  ),
  'forms.serial-repeats': value(
    '重新编号后会出现相同的编号，请在规则中加入 {parts}',
    'Numbers would repeat once the counter begins anew; add {parts}',
  ),
  'forms.rows-field': value(
    '“{field}”须是本子表单中的单行文本或下拉框',
    '“{field}” must be a text or single choice of this subform',
  ),
  'forms.no-preset-rows': value('请至少写好一行预置内容', 'Write one preset row at least'),
  'forms.rows-length': value('“{field}”至少要能写 {min} 个字', '“{field}” must hold at least {min} characters'),
  'forms.bad-default': value('默认值不符合本控件的要求', 'The default does not fit the field'),
  'forms.rule-field': value('没有“{field}”这个控件', 'There is no field “{field}”'),
});

/** Why a draft cannot be published over the version before it; each names the safe way. */
export const publishMessages = defineErrors({
  'forms.no-fields': value('请至少放入一个控件', 'Put in at least one field'),
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
  'forms.table-full': value(
    '“{label}”的控件太多，一条数据放不下（现有 {count} 个，另有 {removed} 个已移除但保留着数据）：请把一部分移到子表单或另一张表单',
    '“{label}” has more fields than a record can hold ({count}, and {removed} removed ones whose data is kept): move some into a subform or another form',
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
