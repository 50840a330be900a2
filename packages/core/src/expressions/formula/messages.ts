/** What can be wrong with a formula, for whoever writes it. */
import { defineErrors } from '../../base/errors.ts';
import type { Span } from './syntax.ts';

const entry = (zh: string, en: string) => ({ status: 422, zh, en });

const typeWords = {
  number: { zh: '数字', en: 'a number' },
  text: { zh: '文字', en: 'text' },
  boolean: { zh: '真或假', en: 'true or false' },
  date: { zh: '日期', en: 'a date' },
  dateTime: { zh: '日期时间', en: 'a date with time' },
  time: { zh: '时间', en: 'a time' },
  list: { zh: '多个值', en: 'several values' },
  mixed: { zh: '不确定的值', en: 'a value of changing kind' },
  blank: { zh: '空', en: 'nothing' },
} as const;

export const formulaMessages = defineErrors({
  'formulas.empty': entry('公式是空的', 'The formula is empty'),
  'formulas.too-long': entry(
    '公式不能超过 {max} 个字符，请拆成几个公式',
    'At most {max} characters; split it into several formulas',
  ),
  'formulas.too-deep': entry(
    '括号套得太多（最多 {max} 层），请拆成几个公式',
    'Nested deeper than {max}; split it into several formulas',
  ),
  'formulas.too-many-operators': entry(
    '运算太多（最多 {max} 次），请改用求和或拆成几个公式',
    'More than {max} operators; use SUM or split it',
  ),
  'formulas.strange-character': entry('这里不能有“{character}”，请删去', 'Remove “{character}”'),
  'formulas.open-text': entry('文字没有写完，请在末尾补上引号', 'The text has no closing quote'),
  'formulas.open-name': entry('名称没有写完，请补上“{closing}”', 'The name has no closing “{closing}”'),
  'formulas.bad-number': entry('“{text}”不是数字', '“{text}” is not a number'),
  'formulas.operand-missing': entry('这里缺少一个数、文字或控件名', 'A value or a field is missing here'),
  'formulas.operator-missing': entry(
    '这里缺少运算符（如 +、&、=）或逗号',
    'An operator (such as +, &, =) or a comma is missing here',
  ),
  'formulas.open-bracket': entry('这个括号没有配对，请补上“)”', 'This bracket is not closed; add “)”'),
  'formulas.extra-bracket': entry('多了一个“)”，请删去', 'One “)” too many'),
  'formulas.stray-comma': entry('逗号只能用来分隔函数的参数', 'A comma only separates the arguments of a function'),

  'formulas.unknown-field': entry(
    '没有名为“{label}”的控件，请从列表中选择',
    'No field “{label}”; choose one from the list',
  ),
  'formulas.unknown-field-guess': entry(
    '没有名为“{label}”的控件，是不是“{guess}”？',
    'No field “{label}”; did you mean “{guess}”?',
  ),
  'formulas.ambiguous-field': entry(
    '有几个控件都叫“{label}”，请写 {one} 或 {other}',
    'Several fields are called “{label}”; write {one} or {other}',
  ),
  'formulas.not-a-subform': entry(
    '“{label}”不是子表单，后面不能加点，请去掉点和后面的名称',
    '“{label}” is not a subform; remove the dot and what follows',
  ),
  'formulas.whole-subform': entry(
    '“{label}”是子表单，请写明其中的控件，例如 {label}.{column}',
    '“{label}” is a subform; name one of its fields, such as {label}.{column}',
  ),
  'formulas.list-of-lists': entry(
    '“{label}”每行都有多个值，公式不能读取，请改用单选控件',
    '“{label}” has several values in each row and cannot be read; use a single choice',
  ),
  'formulas.unknown-function': entry(
    '没有函数“{name}”，请从列表中选择',
    'No function “{name}”; choose one from the list',
  ),
  'formulas.unknown-function-guess': entry(
    '没有函数“{name}”，是不是“{guess}”？',
    'No function “{name}”; did you mean “{guess}”?',
  ),
  'formulas.too-few-arguments': entry(
    '{name} 还缺少参数“{parameter}”，至少要 {least} 个',
    '{name} lacks “{parameterEn}”: at least {least} needed',
  ),
  'formulas.too-many-arguments': entry(
    '{name} 最多 {most} 个参数，请删去多余的',
    '{name} takes at most {most} arguments; remove the rest',
  ),
  'formulas.incomplete-pair': entry(
    '{name} 的参数要成对出现，还缺少“{parameter}”',
    'The arguments of {name} come in pairs; “{parameterEn}” is missing',
  ),
  'formulas.list-for-one': entry(
    '这里要一个值，但“{found}”有多个，请用 SUM、MAX、COUNTIF 等函数汇总',
    'One value is needed, but “{found}” has several; summarise it, for example with SUM, MAX or COUNTIF',
  ),
  'formulas.list-needed': entry(
    '这里要子表单的一列或多选控件，例如 检查项.扣分',
    'A column of a subform or a multiple choice is needed here',
  ),
  'formulas.wrong-type': {
    ...entry(
      '这里要{wanted}，但给的是{found}，请更换或先转换',
      'This must be {wanted} but is {found}; change or convert it',
    ),
    words: { wanted: typeWords, found: typeWords },
  },
  'formulas.literal-needed': entry(
    '这里要直接写出带引号的文字，例如 {example}',
    'Write the text itself here, in quotes, for example {example}',
  ),
  'formulas.bad-format': entry(
    '不认识格式“{format}”，请写成 0.00、#,##0 或 yyyy-mm-dd 这样的格式',
    'Unknown format “{format}”; write one such as 0.00, #,##0 or yyyy-mm-dd',
  ),
  'formulas.not-a-choice': entry(
    '这里不能写“{text}”，请从 {choices} 中选择',
    '“{text}” cannot stand here; choose from {choices}',
  ),
  'formulas.cycle': entry(
    '公式互相引用，算不出结果：{path}，请去掉其中一处引用',
    'The formulas refer to each other: {path}; remove one of the references',
  ),
});

export type FormulaProblemCode = keyof typeof formulaMessages;

/** What is wrong, and where; the words are in `formulaMessages`. */
export interface FormulaProblem extends Span {
  readonly code: FormulaProblemCode;
  readonly details?: Readonly<Record<string, unknown>>;
}
