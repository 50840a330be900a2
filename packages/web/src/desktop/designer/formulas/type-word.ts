import { type FormulaType, isList, type ScalarType } from '@anshao/core/expressions/formula/types.ts';
import { d } from '../text.ts';

const words = {
  number: 'resultNumber',
  text: 'resultText',
  boolean: 'resultBoolean',
  date: 'resultDate',
  dateTime: 'resultDateTime',
  time: 'resultTime',
} as const satisfies Record<ScalarType, string>;

/** What kind of value a field holds, as formulas see it. */
export function typeWord(type: FormulaType | undefined): string {
  if (type === undefined) return '';
  return isList(type) ? d('kindList', { kind: d(words[type.list]) }) : d(words[type]);
}
