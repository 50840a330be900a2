/** What can be wrong with a formula, for whoever writes it. */
import { defineErrors } from '../../base/errors.ts';
import type { Span } from './syntax.ts';

const entry = (zh: string, en: string) => ({ status: 422, zh, en });

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
});

export type FormulaProblemCode = keyof typeof formulaMessages;

/** What is wrong, and where; the words are in `formulaMessages`. */
export interface FormulaProblem extends Span {
  readonly code: FormulaProblemCode;
  readonly details?: Readonly<Record<string, unknown>>;
}
