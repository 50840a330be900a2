/** What can be wrong with a condition, for whoever draws it. */
import { defineErrors } from '../base/errors.ts';

const entry = (zh: string, en: string) => ({ status: 422, zh, en });

export const conditionMessages = defineErrors({
  'expressions.malformed': entry('条件不完整', 'The condition is incomplete'),
  'expressions.too-large': entry('条件过于复杂，请拆分', 'The condition is too large'),
  'expressions.unknown-field': entry('条件用到了不存在的控件“{field}”', 'No field “{field}” to ask'),
  /** There is such a field, but nothing of it is stored: a look-up, a rollup. */
  'expressions.worked-out': entry(
    '“{field}”读取时才带出，不能用来筛选、排序',
    '“{field}” is worked out when read; it cannot be asked for or sorted by',
  ),
  'expressions.wrong-operator': entry('“{field}”不能这样比较', '“{field}” cannot be compared this way'),
  'expressions.wrong-value': entry('比较的值与“{field}”的类型不符', 'The value does not fit “{field}”'),
});
export type ConditionProblemCode = keyof typeof conditionMessages;
